package io.dockmedic.rules.operator.collect;

import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gathers from the first match on, and fires once when the time is up, with all that came. */
public final class Collect implements Operator<Collect.Gathering> {
    /** @param fires when the time is up */
    public record Gathering(Instant fires) {}

    private final Duration time;

    public Collect(Duration time) {
        this.time = time;
    }

    @Override
    public Duration delay() {
        return time;
    }

    @Override
    public Class<Gathering> stateType() {
        return Gathering.class;
    }

    @Override
    public Reaction<Gathering> matched(@Nullable Gathering state, Subject subject, Instant now) {
        return Reaction.pends(state == null ? new Gathering(now.plus(time)) : state);
    }

    @Override
    public Instant deadline(Gathering state) {
        return state.fires();
    }

    @Override
    public Reaction<Gathering> due(Gathering state, Instant now) {
        return Reaction.fires();
    }

    @Override
    public Gathering notAfter(Gathering state, Instant now) {
        Instant latest = now.plus(time);
        return state.fires().isAfter(latest) ? new Gathering(latest) : state;
    }

    /** That one of those it gathers got well by itself ends nothing when the rule says that must hold. */
    @Override
    public boolean cancelledAtOnce() {
        return false;
    }
}
