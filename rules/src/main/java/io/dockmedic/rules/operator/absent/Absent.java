package io.dockmedic.rules.operator.absent;

import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A match arms it; fires when what should follow has not come in time. A further match starts the time anew, unless the first is to
 * count; what is to hold for a while disarms that only when it has.
 */
public final class Absent implements Operator<Absent.Armed> {
    /** @param fires when the time is up */
    public record Armed(Instant fires) {}

    private final Trigger expected;
    private final Duration within;
    private final boolean fromFirst;

    /** @param fromFirst whether the time is that of the first match, however many follow */
    public Absent(Trigger expected, Duration within, boolean fromFirst) {
        this.expected = expected;
        this.within = within;
        this.fromFirst = fromFirst;
    }

    @Override
    public Duration delay() {
        return within;
    }

    @Override
    public Class<Armed> stateType() {
        return Armed.class;
    }

    @Override
    public Optional<String> thinnedBy(Set<String> readings, Duration each) {
        boolean certain = !expected.when().equals(Condition.ALWAYS)
                && !Collections.disjoint(expected.kinds(), readings);
        return certain || within.compareTo(each.multipliedBy(2)) < 0
                ? Optional.of("the one that it waits for may have been left out")
                : Optional.empty();
    }

    @Override
    public Reaction<Armed> matched(@Nullable Armed state, Subject subject, Instant now) {
        return Reaction.waits(fromFirst && state != null ? state : new Armed(now.plus(within)));
    }

    @Override
    public Set<String> alsoOn() {
        return expected.kinds();
    }

    @Override
    public boolean settledBy(@Nullable Armed state, Subject subject) throws ExpressionException {
        return expected.matches(subject);
    }

    /** Those after it are waited for from now on: no shorter than if it had come in time. */
    @Override
    public @Nullable Armed settledLate(Armed state, Subject subject, Instant now) throws ExpressionException {
        return fromFirst && expected.matches(subject) ? new Armed(now.plus(within)) : null;
    }

    @Override
    public Instant deadline(Armed state) {
        return state.fires();
    }

    @Override
    public Reaction<Armed> due(Armed state, Instant now) {
        return Reaction.fires();
    }

    @Override
    public Armed notAfter(Armed state, Instant now) {
        Instant latest = now.plus(within);
        return state.fires().isAfter(latest) ? new Armed(latest) : state;
    }

    @Override
    public boolean cancelledAtOnce() {
        return !fromFirst;
    }
}
