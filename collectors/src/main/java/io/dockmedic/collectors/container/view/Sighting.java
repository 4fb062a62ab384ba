package io.dockmedic.collectors.container.view;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;

/**
 * A container as it was last looked at.
 *
 * @param container its facts, without the secrets that labels may carry
 * @param state     what inspect said; the run it shows may be over by now
 */
public record Sighting(Container container, ContainerState state) {
    /** Whether it had a process of its own when it was looked at. */
    public boolean ran() {
        return state.running() && !state.restarting() && state.pid() > 0;
    }
}
