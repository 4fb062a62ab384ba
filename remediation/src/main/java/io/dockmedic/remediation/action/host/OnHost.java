package io.dockmedic.remediation.action.host;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.Steps;
import java.util.List;

/**
 * With what a command is run on the host.
 *
 * @param allowed those that the owner allows, and no others
 * @param steps   where it is written down that it begins, and how it ended
 * @param heard   where what it wrote is kept
 * @param guard   for what does not even end when it is killed
 */
public record OnHost(EngineCalls calls, List<HostCommand> allowed, Steps steps, Heard heard, HangGuard guard,
        Clock clock) {
    public OnHost {
        allowed = List.copyOf(allowed);
    }
}
