package io.dockmedic.rules.operator.changes;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.operator.changes.Values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires on the event with which a value has changed {@code atLeast} times within a sliding window, in the events' own time.
 * Only an event with which it changes is the fault, and it goes on watching while it fires.
 */
public final class Changes implements Operator<Changes.Seen> {
    /**
     * @param values in the order of time, few in a row equal
     * @param until  when to forget them, by the engine's steady clock
     */
    public record Seen(List<Value> values, Instant until) {
        public Seen {
            values = List.copyOf(values);
        }
    }

    private final Text of;
    private final int atLeast;
    private final Duration within;

    public Changes(Text of, int atLeast, Duration within) {
        this.of = of;
        this.atLeast = atLeast;
        this.within = within;
    }

    @Override
    public Class<Seen> stateType() {
        return Seen.class;
    }

    @Override
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        return Optional.of("one that was left out may have had another value");
    }

    @Override
    public Reaction<Seen> matched(@Nullable Seen state, Subject subject, Instant now) throws ExpressionException {
        Value current = new Value(of.of(subject), subject.event().at());
        List<Value> before = state == null ? List.of() : state.values();
        if (state != null && subject.event().reading() && isSame(before, current) && !state.until()
                .isBefore(
                        now.plus(within))) {
            // Still so, and known for long enough: not worth a write.
            return Reaction.passes(state);
        }
        List<Value> values = Values.with(before, current, within);
        Instant since = values.getLast().at().minus(within);
        int changes = Values.changes(values, since);
        Seen next = new Seen(Values.latest(values, 2 * atLeast + 2), now.plus(within.multipliedBy(2)));
        boolean changed = changes > Values.changes(before, since);
        if (!changed) {
            return Reaction.passes(next);
        }
        return changes >= atLeast ? Reaction.firesFor(since.plusNanos(1), next) : Reaction.waits(next);
    }

    /** While it fires each change is the fault again, however few there are by now. */
    @Override
    public Reaction<Seen> again(@Nullable Seen state, Subject subject, Instant now) throws ExpressionException {
        Reaction<Seen> reaction = matched(state, subject, now);
        Seen next = reaction.state();
        return reaction.does() == Reaction.Does.WAIT && next != null ? Reaction.fires(next) : reaction;
    }

    @Override
    public Instant deadline(Seen state) {
        return state.until();
    }

    @Override
    public Reaction<Seen> due(Seen state, Instant now) {
        return Reaction.waits(null);
    }

    @Override
    public Instant since(Seen state) {
        return state.values().getLast().at().minus(within).plusNanos(1);
    }

    /** What the value is now. */
    @Override
    public @Nullable Seen afterwards(@Nullable Seen state) {
        return state == null ? null : new Seen(List.of(state.values().getLast()), state.until());
    }

    @Override
    public Seen notAfter(Seen state, Instant now) {
        Instant latest = now.plus(within.multipliedBy(2));
        return new Seen(
                state.values().stream().map(one -> one.at().isAfter(now) ? new Value(one.value(), now) : one).toList(),
                state.until().isAfter(latest) ? latest : state.until());
    }

    @Override
    public boolean cancelledAtOnce() {
        return false;
    }

    /** The last change may have been for the better. */
    @Override
    public boolean faultMayCalm() {
        return true;
    }

    private static boolean isSame(List<Value> before, Value current) {
        return before.getLast().value().equals(current.value()) && !current.at().isBefore(before.getLast().at());
    }
}
