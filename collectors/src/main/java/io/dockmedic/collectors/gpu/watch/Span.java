package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A time, in our own.
 *
 * @param wall what the clock on the wall showed at a moment of ours: the engine dates by that
 */
record Span(Instant from, Instant to, UnaryOperator<Instant> wall) {
    /** Whether the container may have run in it, for a moment even, as far as it was looked at. */
    boolean ran(Sighting sighting) {
        ContainerState state = sighting.state();
        Instant started = state.startedAt();
        Instant ended = sighting.endedAt() == null ? state.finishedAt() : wall.apply(sighting.endedAt());
        boolean begun = started == null || !started.isAfter(wall.apply(to));
        boolean runs = sighting.ran() && sighting.endedAt() == null;
        return runs ? begun || within(ended) : begun && within(ended);
    }

    /** Whether a run had not ended before it. */
    private boolean within(@Nullable Instant ended) {
        return ended != null && !ended.isBefore(wall.apply(from));
    }
}
