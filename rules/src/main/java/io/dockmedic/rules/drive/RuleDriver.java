package io.dockmedic.rules.drive;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs rules with the engine that runs them live, and meets every deadline at its own time. What is told goes to a
 * consumer at once, so that the length of a run costs no memory. For use by one thread.
 */
public final class RuleDriver {
    private final List<Rule> rules;
    private final Kinds kinds;
    private final String host;
    private final Consumer<Told> listener;
    private final ManualTime time;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<KeyId, KeyState> saved = new HashMap<>();
    private final Map<String, String> before = new TreeMap<>();
    private RuleEngine engine;
    private int ids;

    /** @param host the machine on which time passes */
    public RuleDriver(List<Rule> rules, Kinds kinds, String host, Instant start, Consumer<Told> listener) {
        this.host = host;
        this.rules = List.copyOf(rules);
        this.kinds = kinds;
        this.listener = listener;
        this.time = new ManualTime(start);
        this.engine = fresh();
    }

    public Instant now() {
        return time.now();
    }

    /** Lets time pass until {@code when}; nothing when that is past. */
    public void to(Instant when) {
        Duration left = Duration.between(time.now(), when);
        for (Optional<Duration> next = engine.untilNext(); next.isPresent()
                && next.get().compareTo(left) <= 0; next = engine.untilNext()) {
            time.advance(next.get());
            left = left.minus(next.get());
            tell(engine.tick());
        }
        if (left.isPositive()) {
            time.advance(left);
        }
    }

    /** The event is seen now. */
    public void see(Event event) {
        tell(engine.offer(event));
    }

    /** The program ends and begins anew with what it wrote down. */
    public void restart() {
        before.putAll(causes());
        engine = fresh();
        tell(engine.restore(Map.copyOf(saved)));
    }

    /** How often an expression of a rule could not be evaluated; rules without such are not there. */
    public Map<String, Integer> errors() {
        Map<String, Integer> errors = new TreeMap<>();
        for (Counter counter : meters.find("dockmedic.rule.errors").counters()) {
            if (counter.count() > 0) {
                errors.put(counter.getId().getTag("rule"), (int) counter.count());
            }
        }
        return errors;
    }

    /** Why the first of those could not, by rule. */
    public Map<String, String> causes() {
        Map<String, String> causes = new TreeMap<>(before);
        engine.causes().forEach((rule, all) -> causes.putIfAbsent(rule, all.getFirst()));
        return causes;
    }

    private RuleEngine fresh() {
        RuleEngine next = new RuleEngine(new EngineParts(kinds, time, at -> "run" + ++ids, meters, host));
        next.replace(rules);
        return next;
    }

    private void tell(Outcome outcome) {
        outcome.states().forEach((id, state) -> {
            saved.remove(id);
            state.ifPresent(kept -> saved.put(id, kept));
        });
        for (IncidentChange change : outcome.changes()) {
            if (change.what() != IncidentChange.What.READ) {
                listener.accept(new Told(time.now(), change));
            }
        }
    }
}
