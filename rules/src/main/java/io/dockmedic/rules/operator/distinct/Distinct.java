package io.dockmedic.rules.operator.distinct;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fires on the event that makes it {@code atLeast} different values within a sliding window. Of each value the newest
 * event counts. The window is measured in the events' own time.
 */
public final class Distinct implements Operator<Distinct.Seen> {
    /** A value, and when the newest event with it happened. */
    public record Value(String value, Instant at) {}

    /**
     * @param values oldest first, each once; fewer than {@code atLeast}
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

    public Distinct(Text of, int atLeast, Duration within) {
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
        List<Value> values = new ArrayList<>(state == null ? List.of() : state.values());
        boolean known = values.stream()
                .anyMatch(one -> one.value().equals(current.value()) && one.at().isAfter(current.at()));
        if (!known) {
            values.removeIf(one -> one.value().equals(current.value()));
            values.add(current);
        }
        values.sort(Comparator.comparing(Value::at));
        Instant since = values.getLast().at().minus(within);
        values.removeIf(one -> !one.at().isAfter(since));
        return values.size() >= atLeast
                ? Reaction.firesFor(since.plusNanos(1))
                : Reaction.waits(new Seen(values, now.plus(within)));
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
        return state.values().getLast().at().minus(within).plusNanos(1);
    }

    @Override
    public Seen notAfter(Seen state, Instant now) {
        Instant latest = now.plus(within);
        return new Seen(
                state.values().stream().map(one -> one.at().isAfter(now) ? new Value(one.value(), now) : one).toList(),
                state.until().isAfter(latest) ? latest : state.until());
    }

    @Override
    public boolean cancelledAtOnce() {
        return false;
    }
}
