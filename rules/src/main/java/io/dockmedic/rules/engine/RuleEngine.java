package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.ContainerEvent.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
    private Map<String, List<RunningRule>> byKind = new HashMap<>();
    private Inhibitions inhibitions = Inhibitions.NONE;
    private Timetable timetable = Timetable.NONE;

    public RuleEngine(EngineParts parts) {
        this.parts = parts;
        this.clock = parts.clock();
        this.room = new KeyRoom(parts.keys());
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
        byKind = index(running);
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
        // Only now that all are back: none is told of before it is known which others fire.
        inhibitions = new Inhibitions(rules, parts.kinds(), out);
        return out.build();
    }

    private void restore(Map.Entry<KeyId, KeyState> saved, Outcome.Builder out) {
        KeyId id = saved.getKey();
        KeyState state = saved.getValue();
        if (isOfARule(id)) {
            RunningRule rule = Objects.requireNonNull(rules.get(id.rule()));
            rule.restore(id.key(), state, out);
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
        Outcome.Builder out = new Outcome.Builder();
        if (!dates.takes(event)) {
            return out.build();
        }
        Instant now = clock.now();
        dueBy(event.at().isBefore(now) ? event.at() : now, out);
        if (event instanceof Sampled sampled) {
            vitals.saw(sampled);
        }
        Optional<Kind<?>> kind = parts.kinds().of(event);
        if (kind.isPresent()) {
            Subject subject = new Subject(kind.get(), event);
            for (RunningRule rule : byKind.getOrDefault(event.kind(), List.of())) {
                rule.offer(subject, out);
            }
            if (!event.pauses().isEmpty()) {
                rules.values().forEach(rule -> rule.paused(subject, out));
            }
        }
        if (event instanceof Sampled sampled) {
            rules.values().forEach(rule -> rule.read(sampled, out));
        }
        inhibitions.after(out);
        return out.build();
    }

    /** Time has passed. */
    public Outcome tick() {
        Outcome.Builder out = new Outcome.Builder();
        dueBy(clock.now(), out);
        inhibitions.after(out);
        return out.build();
    }

    /** How long until {@link #tick} has something to do; zero when it has already, empty when never. */
    public Optional<Duration> untilNext() {
        Optional<Deadlines.Deadline> deadline = deadlines.next();
        Optional<Duration> slot = timetable.untilNext(clock);
        if (deadline.isEmpty() && slot.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.now();
        Duration quiet = quietUntil.isAfter(now) ? Duration.between(now, quietUntil) : Duration.ZERO;
        Optional<Duration> left = deadline.map(next -> Duration.between(now, next.due()));
        Duration first = left.isEmpty() || (slot.isPresent() && slot.get().compareTo(left.get()) < 0)
                ? slot.orElseThrow()
                : left.get();
        return Optional.of(first.compareTo(quiet) < 0 ? quiet : first);
    }

    /** How often a new key found no room so far, in its rule or in all. */
    public long refusals() {
        return room.refusals();
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

    /** The rules that run, in the order given. */
    public List<Rule> rules() {
        return rules.values().stream().map(RunningRule::rule).toList();
    }

    private void dueBy(Instant limit, Outcome.Builder out) {
        if (clock.now().isBefore(quietUntil)) {
            return;
        }
        for (Optional<Deadlines.Deadline> due = deadlines.due(limit); due.isPresent(); due = deadlines.due(limit)) {
            KeyId id = due.get().id();
            RunningRule rule = rules.get(id.rule());
            Instant from = due.get().due();
            lag.dealtWith(later(from, later(awayUntil, quietUntil)), clock.now());
            if (rule == null || !rule.due(id.key(), out)) {
                deadlines.set(due.get().of(), null);
            }
        }
        timetable.due(parts.kinds(), clock, parts.host(), out);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Map<String, List<RunningRule>> index(Map<String, RunningRule> rules) {
        Map<String, List<RunningRule>> index = new HashMap<>();
        rules.values()
                .forEach(rule -> rule.rule()
                        .kinds()
                        .stream()
                        // Each has the times of its own schedule, and nobody else has.
                        .filter(kind -> !kind.equals(ScheduleEvent.Due.KIND))
                        .forEach(kind -> index.computeIfAbsent(kind, any -> new ArrayList<>()).add(rule)));
        return index;
    }
}
