package io.dockmedic.collectors.container.view;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.intent.Judgement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container as it was last looked at.
 *
 * @param container its facts, without the secrets that labels may carry
 * @param state     what inspect said; the run it shows may be over by now
 * @param end       who wanted the end of its last run; null while it runs, and where nobody saw that end
 * @param endedAt   when that was, in our own time, which nobody sets; null where that is not known
 */
public record Sighting(Container container, ContainerState state, @Nullable Judgement end,
        @Nullable Instant endedAt) {
    /** Of whose end nothing is known. */
    public Sighting(Container container, ContainerState state) {
        this(container, state, null, null);
    }

    /** Of which nobody knows when it ended but the engine. */
    public Sighting(Container container, ContainerState state, @Nullable Judgement end) {
        this(container, state, end, null);
    }

    /** Whether it had a process of its own when it was looked at. */
    public boolean ran() {
        return state.running() && !state.restarting() && state.pid() > 0;
    }
}
