package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import java.util.Optional;

/**
 * What is known of a container before it is looked at more closely.
 *
 * @param good       when it was last seen to run well; empty when it never was
 * @param firstError of its log, redacted; empty when there is none
 */
public record Seen(Container container, ContainerState state, Details details, Optional<GoodRun> good,
        String firstError) {
    /** Whether it has a process of its own now. */
    public boolean runs() {
        return state.running() && !state.restarting() && state.pid() > 0;
    }
}
