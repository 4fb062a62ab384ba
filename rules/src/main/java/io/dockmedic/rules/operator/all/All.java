package io.dockmedic.rules.operator.all;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.operator.step.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fires on the event that makes it one of every step within a sliding window, in whatever order. Of each step the
 * newest event counts, and an event that is of two steps counts for both.
 */
public final class All implements Operator<All.Seen> {
    /** A step, from 0, and when its newest event happened. */
    public record Mark(int step, Instant at) {}

    /**
     * @param marks oldest first, each step at most once, not all of them
     * @param until when to forget them, by the engine's steady clock
     */
    public record Seen(List<Mark> marks, Instant until) {
        public Seen {
            marks = List.copyOf(marks);
        }
    }

    private final Steps steps;
    private final Duration within;

    public All(Steps steps, Duration within) {
        this.steps = steps;
        this.within = within;
    }

    @Override
    public Class<Seen> stateType() {
        return Seen.class;
    }

    @Override
    public Optional<Trigger> events() {
        return Optional.of(steps.any());
    }

    @Override
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        return Optional.of("one that was left out may have been a step");
    }

    @Override
    public Reaction<Seen> matched(@Nullable Seen state, Subject subject, Instant now) throws ExpressionException {
        List<Integer> matching = steps.of(subject);
        Instant at = subject.event().at();
        List<Mark> all = Stream.concat(
                state == null ? Stream.of() : state.marks().stream(),
                matching.stream().map(step -> new Mark(step, at)))
                .sorted(Comparator.comparing(Mark::at))
                .toList();
        Instant since = all.getLast().at().minus(within);
        Map<Integer, Mark> newestOfStep = new HashMap<>();
        all.forEach(mark -> newestOfStep.put(mark.step(), mark));
        List<Mark> newest = newestOfStep.values()
                .stream()
                .filter(mark -> mark.at().isAfter(since))
                .sorted(Comparator.comparing(Mark::at).thenComparingInt(Mark::step))
                .toList();
        return newest.size() == steps.size()
                ? Reaction.firesFor(newest.getFirst().at())
                : Reaction.waits(new Seen(newest, now.plus(within)));
    }

    @Override
    public Instant deadline(Seen state) {
        return state.until();
    }

    /** The whole window has passed: nothing of it counts any more. */
    @Override
    public Reaction<Seen> due(Seen state, Instant now) {
        return Reaction.waits(null);
    }

    @Override
    public Instant since(Seen state) {
        return state.marks().getFirst().at();
    }

    @Override
    public Seen notAfter(Seen state, Instant now) {
        Instant latest = now.plus(within);
        return new Seen(
                state.marks().stream().map(mark -> mark.at().isAfter(now) ? new Mark(mark.step(), now) : mark).toList(),
                state.until().isAfter(latest) ? latest : state.until());
    }

    @Override
    public boolean cancelledAtOnce() {
        return false;
    }
}
