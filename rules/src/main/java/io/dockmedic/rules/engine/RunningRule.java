package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rule and all its keys. For one key an event is a fault, or else a reason to resolve, or neither. */
final class RunningRule {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRule.class);

    private final Rule rule;
    private final Clock clock;
    private final RuleMeters meters;
    private final Vitals vitals;
    private final KeyTable keys;
    private final Operated<?> operator;
    private final Telling telling;
    private final Ending ending;
    private final Beginning beginning;
    private final Hearing hearing;
    private final Condition when;
    /** The one part of the key; null when it has several. */
    private final @Nullable Text onlyBy;

    RunningRule(Rule rule, EngineParts parts, Deadlines deadlines, KeyRoom room, Vitals vitals) {
        this(rule, parts, vitals, new KeyTable(rule, deadlines, room), new Telling(rule, parts.clock()));
    }

    private RunningRule(Rule rule, EngineParts parts, Vitals vitals, KeyTable keys, Telling telling) {
        this.vitals = vitals;
        this.telling = telling;
        this.rule = rule;
        this.operator = Operated.of(rule.operator());
        this.clock = parts.clock();
        this.keys = keys;
        this.meters = new RuleMeters(parts.meters(), rule.name(), keys::size);
        this.ending = new Ending(rule, parts.kinds(), operator, keys, telling, meters, clock);
        this.beginning = new Beginning(operator, keys,
                new IncidentFactory(rule, parts.kinds(), clock, parts.ids(), meters, vitals), telling, ending, clock);
        this.when = rule.trigger().when();
        this.onlyBy = rule.by().size() == 1 ? rule.by().getFirst() : null;
        this.hearing = new Hearing(operator, keys, beginning, ending, clock);
    }

    /** The same keys under a rule that differs in texts or remedy only. */
    RunningRule as(Rule next, EngineParts parts) {
        meters.close();
        return new RunningRule(next, parts, vitals, keys, telling.as(next));
    }

    Rule rule() {
        return rule;
    }

    /** @param interest what an event of its kind can be for this rule */
    void offer(Subject subject, Interest interest, Outcome.Builder out) {
        try {
            if (hearing.heeds(subject.event()) && keys.size() > 0) {
                hearing.heard(key(subject), out);
            }
            if (interest.fault() && isMeant(subject)) {
                matched(key(subject), subject, out);
            } else if (keys.size() > 0 && (interest.calms() || keys.hasFaultAfter(subject.event().at()))) {
                // Asked only now: of most readings there is nothing to say, and they are many.
                String key = key(subject);
                KeyState state = keys.get(key);
                if (state != null) {
                    ending.calm(key, state, subject, out);
                }
            }
        } catch (ExpressionException e) {
            failed(e);
        } catch (RuntimeException broken) {
            broke(subject.event().subject(), broken);
        }
    }

    /** What cannot be evaluated is no match, and may be an end all the same. */
    private boolean isMeant(Subject subject) {
        try {
            return when.test(subject);
        } catch (ExpressionException e) {
            failed(e);
            return false;
        }
    }

    /** A fault of ours is one rule's, and one event's: the others see it all the same. */
    private void broke(String about, RuntimeException broken) {
        meters.error();
        LOG.atError()
                .addKeyValue("rule", rule.name())
                .addKeyValue("about", about)
                .setCause(broken)
                .log("The rule broke off, the others go on; this is a fault of Dockmedic's");
    }

    /** An expression could not be evaluated: no match. */
    void failed(ExpressionException e) {
        meters.error(e);
    }

    /** It was due while nobody looked. */
    void missed() {
        meters.missed();
        LOG.atWarn().addKeyValue("rule", rule.name()).log("A time of the schedule has passed and is not made up for");
    }

    /** Readings pause: what waited to see whether they go on as they were waits no more, but for that they pause. */
    void paused(Subject by, Outcome.Builder out) {
        if (keys.size() > 0) {
            boolean fault = rule.trigger().kinds().stream().anyMatch(by.event().pauses()::contains) && !isFault(by);
            ending.paused(by.event(), fault, out);
        }
    }

    private boolean isFault(Subject subject) {
        try {
            return rule.trigger().matches(subject);
        } catch (ExpressionException e) {
            return false;
        }
    }

    /** Something is done about the key's incident, whose end is to prove it: what was heard before is no part of that. */
    void tried(String key, Outcome.Builder out) {
        KeyState state = keys.get(key);
        if (state != null && state.fires()) {
            ending.anew(key, state, out);
        }
    }

    /** The next occasion has come {@code now}: what the last one began is over. */
    void timeIsUp(Instant now, Outcome.Builder out) {
        ending.timeIsUp(now, out);
    }

    /** Its incidents that fire. */
    List<Incident> firing() {
        return keys.states()
                .filter(KeyState::fires)
                .map(state -> Objects.requireNonNull(state.incident()))
                .toList();
    }

    /** Which incident keeps that of the key from being acted on; null when none does. */
    @Nullable
    Inhibited inhibited(String key) {
        KeyState state = keys.get(key);
        return state == null || state.incident() == null ? null : state.incident().inhibitedBy();
    }

    /** Another incident begins to keep that of the key from being acted on, or, null, no longer does. */
    void inhibit(String key, @Nullable Inhibited by, Outcome.Builder out) {
        KeyState state = keys.get(key);
        if (state == null || !state.fires() || Objects.equals(inhibited(key), by)) {
            return;
        }
        Incident now = IncidentFactory.inhibited(Objects.requireNonNull(state.incident()), by);
        keys.put(key, state.withIncident(now), out);
        if (!out.tellsOf(now)) {
            telling.change(by == null ? What.RELEASED : What.INHIBITED, now, out);
        }
    }

    /** A container was read; of those who wait for that the first reading after the fault is told. */
    void read(Sampled sampled, Outcome.Builder out) {
        for (String key : telling.read(sampled)) {
            KeyState state = keys.get(key);
            if (state != null && state.incident() != null) {
                Incident read = IncidentFactory.read(state.incident(), sampled);
                keys.put(key, state.withIncident(read), out);
                telling.change(What.READ, read, out);
            }
        }
    }

    /**
     * The key's deadline has come. Says whether there is such a key.
     *
     * @param now  what is due later than that is left: an event of before it may be on its way
     * @param away until when nobody looked
     */
    boolean due(Deadlines.Place due, Instant now, Instant away, Outcome.Builder out) {
        KeyState state = keys.get(due);
        if (state == null) {
            return false;
        }
        String key = due.id().key();
        try {
            due(key, state, now, away, out);
        } catch (RuntimeException broken) {
            // What breaks off would do so again at once, and whatever comes after it would never have its turn.
            broke(key, broken);
            keys.put(key, KeyState.EMPTY, out);
            if (state.incident() != null) {
                telling.resolved(state.incident(), "its rule broke off", out);
            }
        }
        return true;
    }

    private void due(String key, KeyState state, Instant now, Instant away, Outcome.Builder out) {
        if (!ending.held(key, state, now, out) && !hearing.due(key, state, now, away, out)) {
            boolean forgets = state.forget() != null && !state.forget().isAfter(now);
            keys.put(key, forgets ? state.forgotten() : state, out);
        }
    }

    /** Its keys of whose evidence more is kept than that. */
    Stream<EvidenceRoom.Heavy> heavier(int than) {
        return keys.heavier(than);
    }

    /** Why its expressions could not be evaluated, the first few causes. */
    List<String> causes() {
        return meters.causes();
    }

    /** How many keys it remembers something of. */
    int size() {
        return keys.size();
    }

    /** Takes back what was remembered before a restart, and says what fires. What is no incident only while there is room. */
    void restore(KeyId id, KeyState saved, Outcome.Builder out) {
        String key = id.key();
        if (saved.incident() == null && !keys.admits()) {
            meters.refused();
            keys.put(key, KeyState.EMPTY, out);
            return;
        }
        Instant now = clock.now();
        KeyState state = ending.since(saved, now);
        keys.take(id, state);
        if (!ending.passed(key, state, now, out) && state.fires()) {
            telling.restored(Objects.requireNonNull(state.incident()), out);
        }
    }

    /** The rule is gone: so are its incidents, and all that it remembers. */
    void close(String why, Outcome.Builder out) {
        if (keys.size() > 0) {
            Orphans.say(rule.name(), keys.size(), why);
        }
        keys.clear(out, (key, state) -> {
            if (state.incident() != null) {
                telling.resolved(state.incident(), why, out);
            }
        });
        telling.close();
        meters.close();
    }

    private String key(Subject subject) throws ExpressionException {
        if (onlyBy != null) {
            return onlyBy.of(subject);
        }
        StringBuilder key = new StringBuilder();
        for (Text part : rule.by()) {
            // A part with a bar in it is not taken for two.
            key.append(key.isEmpty() ? "" : "|").append(part.of(subject).replace("\\", "\\\\").replace("|", "\\|"));
        }
        return key.toString();
    }

    private void matched(String key, Subject subject, Outcome.Builder out) throws ExpressionException {
        KeyState known = keys.get(key);
        if (known == null && !keys.admits()) {
            meters.refused();
            return;
        }
        KeyState state = known == null ? KeyState.EMPTY : known;
        Instant at = subject.event().at();
        if (state.cleared() != null && at.isBefore(state.cleared())) {
            meters.stale();
            return;
        }
        if (state.evidence().has(subject.event()) || operator.has(state, subject.event())) {
            meters.stale();
            if (state.fires()) {
                telling.counted(Objects.requireNonNull(state.incident()), subject.event(), out);
            }
            return;
        }
        if (state.incident() != null && !state.fires()) {
            beginning.goesOn(key, state, state.operator(), subject, out);
            return;
        }
        Reaction<?> reaction = operator.matched(state, subject, clock.now());
        if (reaction.does() == Reaction.Does.PASS) {
            passed(key, state, reaction.state(), subject, out);
        } else if (state.fires()) {
            beginning.goesOn(key, state, reaction.state(), subject, out);
        } else {
            beginning.react(key, state, subject.event(), reaction, out);
            ending.faultCalms(key, subject, out);
        }
    }

    /** It is no fault, whatever the rule's condition says. */
    private void passed(String key, KeyState before, @Nullable Object remembered, Subject subject,
            Outcome.Builder out) throws ExpressionException {
        KeyState state = before.withOperator(remembered);
        if (!Objects.equals(before.operator(), remembered)) {
            keys.put(key, state, out);
        }
        ending.calm(key, state, subject, out);
    }
}
