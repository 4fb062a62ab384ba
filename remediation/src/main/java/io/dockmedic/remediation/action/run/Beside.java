package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.Steps;

/**
 * With what a container is run beside another.
 *
 * @param shots calls that make it, and remove it
 * @param steps where it is written down which container it is, and how it ended
 * @param heard where what it wrote is kept
 */
public record Beside(EngineCalls calls, ChangeCalls changes, OneShotCalls shots, Steps steps, Heard heard, Clock clock,
        Timers timers) {}
