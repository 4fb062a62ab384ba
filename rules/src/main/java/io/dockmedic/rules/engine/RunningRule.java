package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Sampled;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.rule.Resolve;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rule and all its keys. For one key an event is a fault, or else a reason to resolve, or neither. */
final class RunningRule {
    static final int MOST_KEYS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RunningRule.class);
    private static final Duration REMEMBER_CLEARED = Duration.ofMinutes(10);

    private final Rule rule;
    private final Clock clock;
    private final Deadlines deadlines;
    private final RuleMeters meters;
    private final IncidentFactory incidents;
    private final Vitals vitals;
    private final Map<String, KeyState> keys;
    private final Map<String, Unread> unread;

    /** The container of an incident that was told of, and has not been read since. */
    private record Unread(String container, Instant since) {}

    RunningRule(Rule rule, EngineParts parts, Deadlines deadlines, Vitals vitals) {
        this(rule, parts, deadlines, vitals, new HashMap<>(), new HashMap<>());
    }

    private RunningRule(Rule rule, EngineParts parts, Deadlines deadlines, Vitals vitals, Map<String, KeyState> keys,
            Map<String, Unread> unread) {
        this.vitals = vitals;
        this.unread = unread;
        this.rule = rule;
        this.clock = parts.clock();
        this.deadlines = deadlines;
        this.keys = keys;
        this.meters = new RuleMeters(parts.meters(), rule.name(), keys::size);
        this.incidents = new IncidentFactory(rule, parts.kinds(), parts.clock(), parts.ids(), meters,
                vitals);
    }

    /** The same keys under a rule that differs in texts or remedy only. */
    RunningRule as(Rule next, EngineParts parts) {
        meters.close();
        return new RunningRule(next, parts, deadlines, vitals, keys, unread);
    }

    Rule rule() {
        return rule;
    }

    void offer(Subject subject, Outcome.Builder out) {
        try {
            if (rule.trigger().matches(subject)) {
                fault(key(subject), subject, out);
            } else if (!keys.isEmpty()) {
                // Asked only now: of most readings there is nothing to say, and they are many.
                String key = key(subject);
                KeyState state = keys.get(key);
                if (state != null) {
                    calm(key, state, subject, out);
                }
            }
        } catch (ExpressionException e) {
            meters.error();
            LOG.atDebug().addKeyValue("rule", rule.name()).addKeyValue("reason", e.getMessage()).log("No match: error");
        }
    }

    /** A container was read; of those who wait for that the first reading after the fault is told. */
    void read(Sampled sampled, Outcome.Builder out) {
        if (unread.isEmpty()) {
            return;
        }
        List<String> waiting = unread.entrySet()
                .stream()
                .filter(one -> one.getValue().container().equals(sampled.container().id())
                        && sampled.at().isAfter(one.getValue().since()))
                .map(Map.Entry::getKey)
                .toList();
        for (String key : waiting) {
            unread.remove(key);
            KeyState state = keys.get(key);
            if (state != null && state.incident() != null) {
                Incident read = IncidentFactory.read(state.incident(), sampled);
                put(key, state.withIncident(read), out);
                out.change(new IncidentChange(What.READ, read, rule.plan()));
            }
        }
    }

    /** The key's deadline has come. */
    void due(String key, Outcome.Builder out) {
        KeyState state = keys.get(key);
        if (state == null) {
            deadlines.set(id(key), null);
            return;
        }
        Instant now = clock.now();
        KeyState.Clearing clearing = state.clearing();
        if (clearing != null && !clearing.due().isAfter(now)) {
            over(key, state, clearing.at(), "held for long enough: " + describe(clearing.way()), out);
            return;
        }
        Object remembered = state.operator();
        Instant due = operatorDeadline(rule.operator(), remembered);
        if (remembered != null && due != null && !due.isAfter(now)) {
            react(key, state, dueOf(rule.operator(), remembered, now), out);
            return;
        }
        if (state.forget() != null && !state.forget().isAfter(now)) {
            KeyState kept = new KeyState(
                    state.operator(), state.evidence(), state.incident(), state.clearing(), state.lastFault(), null,
                    null);
            put(key, kept, out);
            return;
        }
        put(key, state, out);
    }

    /** Takes back what was remembered before a restart, and says what fires. */
    void restore(String key, KeyState saved, Outcome.Builder out) {
        Instant now = clock.now();
        KeyState.Clearing clearing = saved.clearing();
        Duration holds = clearing == null || clearing.way() >= rule.resolve().size()
                ? Duration.ZERO
                : rule.resolve().get(clearing.way()).holds();
        KeyState state = saved.notAfter(now, now.plus(holds), now.plus(REMEMBER_CLEARED));
        keys.put(key, state);
        deadlines.set(id(key), state.deadline(operatorDeadline(rule.operator(), state.operator())));
        if (state.fires()) {
            out.change(new IncidentChange(What.RESTORED, Objects.requireNonNull(state.incident()), rule.plan()));
        }
    }

    /** The rule is gone: so are its incidents, and all that it remembers. */
    void close(String why, Outcome.Builder out) {
        keys.forEach((key, state) -> {
            resolve(state, why, out);
            deadlines.set(id(key), null);
            out.state(id(key), Optional.empty());
        });
        keys.clear();
        unread.clear();
        meters.close();
    }

    private String key(Subject subject) throws ExpressionException {
        StringBuilder key = new StringBuilder();
        for (Text part : rule.by()) {
            key.append(key.isEmpty() ? "" : "|").append(part.of(subject));
        }
        return key.toString();
    }

    private void fault(String key, Subject subject, Outcome.Builder out) {
        KeyState known = keys.get(key);
        if (known == null && keys.size() >= MOST_KEYS) {
            meters.refused();
            return;
        }
        KeyState before = known == null ? KeyState.EMPTY : known;
        Instant at = subject.event().at();
        boolean oldNews = before.cleared() != null && at.isBefore(before.cleared());
        if (oldNews || before.evidence().has(subject.event())) {
            meters.stale();
            return;
        }
        KeyState state = before.faulty(subject.event());
        Incident incident = state.incident();
        if (incident != null) {
            Incident more = incidents.with(incident, state.evidence());
            if (subject.event().reading() && before.clearing() == null) {
                // It still is so: known when the incident is told of next, and not worth a word or a write of its own.
                keys.put(key, state.withIncident(more));
                return;
            }
            put(key, state.withIncident(more), out);
            if (state.fires() && !subject.event().reading()) {
                tell(What.AGAIN, more, out);
            }
            return;
        }
        react(key, state, matchedOf(rule.operator(), state.operator(), at, clock.now()), out);
    }

    private void react(String key, KeyState state, Reaction<?> reaction, Outcome.Builder out) {
        Object remembered = reaction.state();
        KeyState next = state.withOperator(remembered);
        switch (reaction.does()) {
            case WAIT -> put(key, counted(next, remembered), out);
            case PEND -> {
                Incident pending = incidents.pending(key, next.evidence());
                tell(What.PENDING, pending, out);
                put(key, next.withIncident(pending), out);
            }
            case FIRE -> {
                Incident pending = state.incident();
                Incident firing = incidents.firing(
                        pending == null ? incidents.pending(key, next.evidence()) : pending);
                tell(What.FIRED, firing, out);
                put(key, next.withIncident(firing), out);
            }
        }
    }

    private void tell(What what, Incident incident, Outcome.Builder out) {
        out.change(new IncidentChange(what, incident, rule.plan()));
        Container target = incident.latest().target();
        if (target != null) {
            unread.put(incident.key(), new Unread(target.id(), clock.now()));
        }
    }

    private KeyState counted(KeyState state, @Nullable Object remembered) {
        return remembered == null
                ? state.withEvidence(Evidence.NONE)
                : state.withEvidence(state.evidence().since(sinceOf(rule.operator(), remembered)));
    }

    /** An event that is no fault, of a key that something is known of. */
    private void calm(String key, KeyState state, Subject subject, Outcome.Builder out) throws ExpressionException {
        Instant at = subject.event().at();
        if (state.lastFault() == null) {
            return;
        }
        if (at.isBefore(state.lastFault())) {
            meters.stale();
            return;
        }
        if (rule.operator().settledBy(subject)) {
            over(key, state, at, "came after all: " + subject.kind().name(), out);
            return;
        }
        boolean atOnce = !state.fires() && rule.operator().cancelledAtOnce();
        KeyState next = state;
        for (int way = 0; way < rule.resolve().size(); way++) {
            Resolve resolve = rule.resolve().get(way);
            if (resolve.trigger().matches(subject)) {
                if (atOnce || resolve.holds().isZero()) {
                    over(key, state, at, describe(way), out);
                    return;
                }
                next = clearing(next, way, clock.now().plus(resolve.holds()), at);
            } else if (resolve.unless().contains(subject.kind().name())
                    && next.clearing() != null
                    && next.clearing().way() == way) {
                next = next.withClearing(null);
            }
        }
        if (!next.equals(state)) {
            put(key, next, out);
        }
    }

    private static KeyState clearing(KeyState state, int way, Instant due, Instant at) {
        KeyState.Clearing running = state.clearing();
        return running != null && !running.due().isAfter(due)
                ? state
                : state.withClearing(new KeyState.Clearing(way, due, at));
    }

    private void over(String key, KeyState state, Instant at, String why, Outcome.Builder out) {
        resolve(state, why, out);
        put(key, KeyState.over(at, clock.now().plus(REMEMBER_CLEARED)), out);
    }

    private void resolve(KeyState state, String why, Outcome.Builder out) {
        if (state.incident() != null) {
            unread.remove(state.incident().key());
            Incident over = IncidentFactory.resolved(state.incident(), clock.now(), why);
            out.change(new IncidentChange(What.RESOLVED, over, rule.plan()));
        }
    }

    private String describe(int way) {
        if (way >= rule.resolve().size()) {
            return "";
        }
        return String.join(", ", rule.resolve().get(way).trigger().kinds().stream().sorted().toList());
    }

    private void put(String key, KeyState state, Outcome.Builder out) {
        KeyId id = id(key);
        if (state.isEmpty()) {
            keys.remove(key);
            deadlines.set(id, null);
            out.state(id, Optional.empty());
        } else {
            keys.put(key, state);
            deadlines.set(id, state.deadline(operatorDeadline(rule.operator(), state.operator())));
            out.state(id, Optional.of(state));
        }
    }

    private KeyId id(String key) {
        return new KeyId(rule.name(), rule.temporal(), key);
    }

    private static <S> Reaction<S> matchedOf(Operator<S> operator, @Nullable Object state, Instant at, Instant now) {
        return operator.matched(state == null ? null : operator.stateType().cast(state), at, now);
    }

    private static <S> Reaction<S> dueOf(Operator<S> operator, Object state, Instant now) {
        return operator.due(operator.stateType().cast(state), now);
    }

    private static <S> @Nullable Instant operatorDeadline(Operator<S> operator, @Nullable Object state) {
        return state == null ? null : operator.deadline(operator.stateType().cast(state));
    }

    private static <S> Instant sinceOf(Operator<S> operator, Object state) {
        return operator.since(operator.stateType().cast(state));
    }
}
