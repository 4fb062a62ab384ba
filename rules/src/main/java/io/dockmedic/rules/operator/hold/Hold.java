package io.dockmedic.rules.operator.hold;

import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Pending from the first match, fires when that has held for a time: no event of {@code resolve} came between. */
public final class Hold implements Operator<Hold.Since> {
    /** @param fires when it will have held for long enough */
    public record Since(Instant fires) {}

    private final Duration time;

    public Hold(Duration time) {
        this.time = time;
    }

    @Override
    public Class<Since> stateType() {
        return Since.class;
    }

    @Override
    public Reaction<Since> matched(@Nullable Since state, Subject subject, Instant now) {
        return Reaction.pends(state == null ? new Since(now.plus(time)) : state);
    }

    @Override
    public Instant deadline(Since state) {
        return state.fires();
    }

    @Override
    public Reaction<Since> due(Since state, Instant now) {
        return Reaction.fires();
    }

    @Override
    public Since notAfter(Since state, Instant now) {
        Instant latest = now.plus(time);
        return state.fires().isAfter(latest) ? new Since(latest) : state;
    }

    @Override
    public boolean cancelledAtOnce() {
        return true;
    }
}
