package io.dockmedic.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.yaml.RuleProblem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A rule engine with time in the test's hands. Says what happened as {@code 30s FIRED web}. */
public final class RuleBench {
    public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    public final ManualTime time = new ManualTime(START);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Map<KeyId, KeyState> saved = new HashMap<>();
    public final List<IncidentChange> changes = new ArrayList<>();

    /** All that was told, readings of containers with incidents included. */
    public final List<String> everything = new ArrayList<>();

    private final List<String> told = new ArrayList<>();
    private final int most;
    private final long evidence;
    private RuleEngine engine;
    private int ids;

    public RuleBench(List<RuleFile> files) {
        this(load(files));
    }

    public RuleBench(RuleSet set) {
        this(set, 0);
    }

    /** @param most so many keys are remembered at most; 0 for as many as there are as a rule */
    public RuleBench(RuleSet set, int most) {
        this(set, most, Long.MAX_VALUE);
    }

    /** @param evidence so many bytes of events are remembered at most, about */
    public RuleBench(RuleSet set, int most, long evidence) {
        this.most = most;
        this.evidence = evidence;
        engine = new RuleEngine(parts());
        note(engine.replace(set.rules()));
    }

    public RuleBench(String yaml) {
        this(List.of(new RuleFile("test.yml", yaml)));
    }

    public static RuleSet load(List<RuleFile> files) {
        Loaded loaded = new RuleLoader(Kinds.standard(), new TestActions()).load(files);
        if (loaded instanceof Loaded.Sound(RuleSet set)) {
            return set;
        }
        throw new AssertionError(loaded.toString());
    }

    public static List<RuleProblem> problems(String yaml) {
        Loaded loaded = new RuleLoader(Kinds.standard(), new TestActions())
                .load(List.of(new RuleFile("test.yml", yaml)));
        return loaded instanceof Loaded.Refused(List<RuleProblem> problems) ? problems : List.of();
    }

    public EngineParts parts() {
        EngineParts usual = new EngineParts(Kinds.standard(), time, at -> "i" + ++ids, meters, "host");
        return new EngineParts(usual.kinds(), usual.clock(), usual.ids(), usual.meters(), usual.host(),
                most == 0 ? usual.keys() : most, evidence);
    }

    public RuleEngine engine() {
        return engine;
    }

    /** An event that happens now. */
    public RuleBench happens(Function<Instant, Event> event) {
        return happened(event.apply(time.now()));
    }

    /** An event that is seen now. */
    public RuleBench happened(Event event) {
        note(engine.offer(event));
        return this;
    }

    /** Something is done about it now which its end is to prove. */
    public RuleBench tried(String rule, String key) {
        note(engine.tried(new Tried(rule, key)));
        return this;
    }

    /** Lets time pass, with every deadline met on the way at its time. */
    public RuleBench after(Duration step) {
        Duration left = step;
        for (Optional<Duration> next = engine.untilNext(); next.isPresent()
                && next.get().compareTo(left) <= 0; next = engine.untilNext()) {
            time.advance(next.get());
            left = left.minus(next.get());
            note(engine.tick());
        }
        time.advance(left);
        return this;
    }

    /** So it is read, every 10 s from now on, and so much time passes. */
    public RuleBench reads(Function<Instant, Event> reading, int seconds) {
        for (int left = seconds; left > 0; left -= 10) {
            happens(reading).after(Math.min(left, 10));
        }
        return this;
    }

    public RuleBench after(int seconds) {
        return after(Duration.ofSeconds(seconds));
    }

    public RuleBench replace(String yaml) {
        note(engine.replace(load(List.of(new RuleFile("test.yml", yaml))).rules()));
        return this;
    }

    /** These rules take the place of those before. */
    public RuleBench reloaded(RuleSet set) {
        note(engine.replace(set.rules()));
        return this;
    }

    public RuleBench restore(Map<KeyId, KeyState> states) {
        note(engine.restore(states));
        return this;
    }

    /** Another run of the program goes on with these rules and with what this one left behind. */
    public RuleBench restarted(RuleSet set, Map<KeyId, KeyState> states) {
        engine = new RuleEngine(parts());
        engine.replace(set.rules());
        return restore(states);
    }

    /** What was told since the last time, one line each; that a container was read is no news. */
    public List<String> told() {
        List<String> lines = List.copyOf(told);
        told.clear();
        return lines;
    }

    public RuleBench tells(String... lines) {
        assertThat(told()).containsExactly(lines);
        return this;
    }

    public IncidentChange latest() {
        return changes.getLast();
    }

    public double counter(String name) {
        return meters.get(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
    }

    private void note(Outcome outcome) {
        outcome.changes().forEach(change -> {
            changes.add(change);
            String line = Duration.between(START, time.now()).toSeconds() + "s " + change.what() + " "
                    + change.incident().rule() + " " + change.incident().key();
            everything.add(line);
            if (change.what() != IncidentChange.What.READ) {
                told.add(line);
            }
        });
        outcome.states().forEach((id, state) -> {
            saved.remove(id);
            state.ifPresent(kept -> saved.put(id, kept));
        });
    }
}
