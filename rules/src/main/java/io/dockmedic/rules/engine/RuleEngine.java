package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rules at work. Pure: events and time go in, changes of incidents and state to be written down come out. A rule
 * sees only the kinds it names; there is no wildcard, so what Dockmedic says about itself cannot feed a rule that did
 * not ask for it. For use by one thread.
 */
public final class RuleEngine {
    /** After a restart the world is looked at again first: what fell due meanwhile waits for that. */
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final EngineParts parts;
    private final Clock clock;
    private final Deadlines deadlines = new Deadlines();
    private final Vitals vitals = new Vitals();
    private final KeyRoom room;
    private final Dates dates;
    private final Lag lag;
    private Instant quietUntil = Instant.MIN;
    private Instant awayUntil = Instant.MIN;
    private Map<String, RunningRule> rules = new LinkedHashMap<>();
    private Map<String, Audience> audiences = Map.of();
    private Inhibitions inhibitions = Inhibitions.NONE;
    private Timetable timetable = Timetable.NONE;

    public RuleEngine(EngineParts parts) {
        this.parts = parts;
        this.clock = parts.clock();
        this.room = new KeyRoom(parts.keys(), new EvidenceRoom(parts.evidence(), parts.meters()));
        this.dates = new Dates(parts.meters());
        this.lag = new Lag(parts.meters());
    }

    /**
     * Puts {@code next} in the place of the rules so far. A rule that means the same keeps its state; incidents of
     * the others resolve and say why.
     */
    public Outcome replace(List<Rule> next) {
        Outcome.Builder out = new Outcome.Builder();
        Map<String, RunningRule> running = new LinkedHashMap<>();
        for (Rule rule : next) {
            RunningRule before = rules.remove(rule.name());
            if (before != null && before.rule().temporal().equals(rule.temporal())) {
                running.put(rule.name(), before.as(rule, parts));
            } else {
                if (before != null) {
                    before.close("the rule was changed", out);
                }
                running.put(rule.name(), new RunningRule(rule, parts, deadlines, room, vitals));
            }
        }
        rules.values().forEach(gone -> gone.close("the rule was removed", out));
        rules = running;
        audiences = Audience.of(running.values(), parts.kinds());
        timetable = Timetable.of(rules.values(), timetable, clock);
        inhibitions = new Inhibitions(rules, parts.kinds(), out);
        return out.build();
    }

    /**
     * Takes back what was remembered before a restart; after {@link #replace}, before the first event. State of rules
     * that are gone or mean something else now is dropped, and their incidents resolve.
     */
    public Outcome restore(Map<KeyId, KeyState> saved) {
        Outcome.Builder out = new Outcome.Builder();
        awayUntil = clock.now();
        // What is only watched, or over, waits for nothing that could be missed.
        if (saved.values().stream().anyMatch(state -> state.lastFault() != null)) {
            quietUntil = clock.now().plus(SETTLE);
        }
        // Incidents first: they are taken back in any case, the rest while there is room.
        saved.entrySet().stream().filter(one -> one.getValue().incident() != null).forEach(one -> restore(one, out));
        saved.entrySet().stream().filter(one -> one.getValue().incident() == null).forEach(one -> restore(one, out));
        Orphans.say(saved.keySet().stream().filter(id -> !isOfARule(id)).toList());
        room.evidence().keep(rules.values());
        // Only now that all are back: none is told of before it is known which others fire.
        inhibitions = new Inhibitions(rules, parts.kinds(), out);
        return out.build();
    }

    private void restore(Map.Entry<KeyId, KeyState> saved, Outcome.Builder out) {
        KeyId id = saved.getKey();
        KeyState state = saved.getValue();
        if (isOfARule(id)) {
            RunningRule rule = Objects.requireNonNull(rules.get(id.rule()));
            rule.restore(id, state, out);
            timetable.restore(rule, state.operator(), clock);
        } else {
            Orphans.resolve(id, state, clock.now(), out);
        }
    }

    private boolean isOfARule(KeyId id) {
        RunningRule rule = rules.get(id.rule());
        return rule != null && rule.rule().temporal().equals(id.temporal());
    }

    /** An event has happened. What fell due before it is dealt with first. One that is dated beyond all sense is left out. */
    public Outcome offer(Event event) {
        if (!dates.takes(event)) {
            return Outcome.NOTHING;
        }
        Instant now = clock.now();
        Instant limit = event.at().isBefore(now) ? event.at() : now;
        Audience audience = audiences.get(event.kind());
        boolean pauses = !event.pauses().isEmpty();
        if (audience == null && !pauses && !(event instanceof Sampled) && !mayBeDue(limit)) {
            // Of most hosts' events most are none that any rule is about.
            return Outcome.NOTHING;
        }
        Outcome.Builder out = new Outcome.Builder();
        dueBy(limit, now, out);
        if (event instanceof Sampled sampled) {
            vitals.saw(sampled);
        }
        if (audience != null) {
            audience.offer(event, out);
        }
        if (pauses) {
            parts.kinds().of(event).ifPresent(kind -> paused(new Subject(kind, event), out));
        }
        if (event instanceof Sampled sampled) {
            rules.values().forEach(rule -> rule.read(sampled, out));
        }
        inhibitions.after(out);
        room.evidence().keep(rules.values());
        return out.build();
    }

    private void paused(Subject by, Outcome.Builder out) {
        rules.values().forEach(rule -> rule.paused(by, out));
    }

    /** Something is done about an incident, whose end is to prove that it helps: only what is heard from now on can end it. */
    public Outcome tried(Tried tried) {
        Outcome.Builder out = new Outcome.Builder();
        Instant now = clock.now();
        dueBy(now, now, out);
        RunningRule rule = rules.get(tried.rule());
        if (rule != null) {
            rule.tried(tried.key(), out);
        }
        inhibitions.after(out);
        return out.build();
    }

    /** Time has passed. */
    public Outcome tick() {
        Outcome.Builder out = new Outcome.Builder();
        Instant now = clock.now();
        dueBy(now, now, out);
        inhibitions.after(out);
        return out.build();
    }

    /** How long until {@link #tick} has something to do; zero when it has already, empty when never. */
    public Optional<Duration> untilNext() {
        Deadlines.Place deadline = deadlines.next();
        Optional<Duration> slot = timetable.untilNext(clock);
        if (deadline == null && slot.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.now();
        Duration quiet = quietUntil.isAfter(now) ? Duration.between(now, quietUntil) : Duration.ZERO;
        Optional<Duration> left = Optional.ofNullable(deadline).map(next -> Duration.between(now, next.due()));
        Duration first = left.isEmpty() || (slot.isPresent() && slot.get().compareTo(left.get()) < 0)
                ? slot.orElseThrow()
                : left.get();
        return Optional.of(first.compareTo(quiet) < 0 ? quiet : first);
    }

    /** How often a new key found no room so far, in its rule or in all. */
    public long refusals() {
        return room.refusals();
    }

    /** Whether there is no room for a new key, in some rule or in all. */
    public boolean isCrowded() {
        return room.isFull() || rules.values().stream().anyMatch(rule -> rule.size() >= KeyTable.MOST);
    }

    /** How often a key's evidence was thinned for want of room so far. */
    public long thinned() {
        return room.evidence().thinned();
    }

    /** For people: how much evidence is remembered. */
    public String evidence() {
        return room.evidence().toString();
    }

    /** For people: how many keys are remembered, and which rule has most of them. */
    public String crowd() {
        return rules.values()
                .stream()
                .max(Comparator.comparingInt(RunningRule::size))
                .map(most -> room.taken() + " keys of at most " + room.most() + ", " + most.size() + " of at most "
                        + KeyTable.MOST + " are of " + most.rule().name())
                .orElse("");
    }

    /** Why expressions could not be evaluated, the first few causes, by rule; rules without such are not there. */
    public Map<String, List<String>> causes() {
        Map<String, List<String>> causes = new LinkedHashMap<>();
        rules.forEach((name, rule) -> {
            if (!rule.causes().isEmpty()) {
                causes.put(name, rule.causes());
            }
        });
        return causes;
    }

    /** The rules that run, in the order given. */
    public List<Rule> rules() {
        return rules.values().stream().map(RunningRule::rule).toList();
    }

    private boolean mayBeDue(Instant limit) {
        return !timetable.isEmpty() || deadlines.due(limit) != null;
    }

    private void dueBy(Instant limit, Instant now, Outcome.Builder out) {
        if (now.isBefore(quietUntil)) {
            return;
        }
        for (Deadlines.Place due = deadlines.due(limit); due != null; due = deadlines.due(limit)) {
            RunningRule rule = rules.get(due.id().rule());
            lag.dealtWith(later(due.due(), later(awayUntil, quietUntil)), clock.now());
            if (rule == null || !rule.due(due, limit, awayUntil, out)) {
                deadlines.set(due, null);
            }
        }
        timetable.due(parts.kinds(), clock, parts.host(), out);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
