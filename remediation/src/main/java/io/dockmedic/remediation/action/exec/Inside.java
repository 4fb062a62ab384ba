package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.Steps;

/**
 * With what a command is run in a container.
 *
 * @param steps where it is written down how far it came
 * @param heard where what it wrote is kept
 */
public record Inside(EngineCalls calls, ExecCalls execs, Steps steps, Heard heard, Clock clock, Timers timers) {}
