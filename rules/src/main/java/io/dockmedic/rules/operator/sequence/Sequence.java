package io.dockmedic.rules.operator.sequence;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.operator.sequence.Marks.Mark;
import io.dockmedic.rules.operator.step.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires on the event with which events of all steps have come in their order within a time, measured in the events' own
 * time. With an event that must not follow it waits for that first, and fires when it has not come in time.
 */
public final class Sequence implements Operator<Sequence.Seen> {
    /**
     * What should follow a whole sequence.
     *
     * @param within from when we saw the last step
     */
    public record Follower(Trigger event, Duration within) {}

    /**
     * @param marks those of the window, oldest first
     * @param since when the oldest event that still counts happened
     * @param until when to forget the marks, by the engine's steady clock
     * @param fires when what should follow is due; null while the sequence is not whole
     */
    public record Seen(List<Mark> marks, Instant since, Instant until, @Nullable Instant fires) {
        public Seen {
            marks = List.copyOf(marks);
        }
    }

    private final Steps steps;
    private final Duration within;
    private final @Nullable Follower follower;

    /** @param follower null when the sequence alone is the fault */
    public Sequence(Steps steps, Duration within, @Nullable Follower follower) {
        this.steps = steps;
        this.within = within;
        this.follower = follower;
    }

    @Override
    public Duration delay() {
        return follower == null ? Duration.ZERO : follower.within();
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
        Mark mark = new Mark(steps.of(subject), subject.event().at());
        List<Mark> marks = Marks.with(state == null ? List.of() : state.marks(), mark, within);
        Optional<Instant> begun = Marks.begun(marks, steps.size(), within);
        if (begun.isEmpty()) {
            // What should follow may be a step of the next one too.
            Instant fires = state == null || settledBy(state, subject) ? null : state.fires();
            Instant since = state == null || fires == null ? marks.getFirst().at() : state.since();
            return Reaction.waits(new Seen(marks, since, now.plus(within), fires));
        }
        return follower == null
                ? Reaction.firesFor(begun.get())
                : Reaction.waits(
                        new Seen(List.of(), begun.get(), now.plus(within), now.plus(follower.within())));
    }

    /** The last step is the fault; those before it are no news, and may be how it is over. */
    @Override
    public Reaction<Seen> again(@Nullable Seen state, Subject subject, Instant now) throws ExpressionException {
        return steps.isLast(subject) ? Reaction.fires() : Reaction.passes(null);
    }

    @Override
    public Set<String> alsoOn() {
        return follower == null ? Set.of() : follower.event().kinds();
    }

    @Override
    public boolean settledBy(@Nullable Seen state, Subject subject) throws ExpressionException {
        boolean waitsForIt = state == null || state.fires() != null;
        return follower != null && waitsForIt && follower.event().matches(subject);
    }

    @Override
    public Instant deadline(Seen state) {
        return state.fires() == null ? state.until() : state.fires();
    }

    @Override
    public Reaction<Seen> due(Seen state, Instant now) {
        return state.fires() == null ? Reaction.waits(null) : Reaction.fires();
    }

    @Override
    public Instant since(Seen state) {
        return state.since();
    }

    @Override
    public Seen notAfter(Seen state, Instant now) {
        List<Mark> marks = state.marks()
                .stream()
                .map(mark -> mark.at().isAfter(now) ? new Mark(mark.steps(), now) : mark)
                .toList();
        Instant fires = state.fires() == null || follower == null
                ? null
                : earlier(state.fires(), now.plus(follower.within()));
        return new Seen(marks, earlier(state.since(), now), earlier(state.until(), now.plus(within)), fires);
    }

    @Override
    public boolean cancelledAtOnce() {
        return follower != null;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
