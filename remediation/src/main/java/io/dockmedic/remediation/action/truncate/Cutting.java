package io.dockmedic.remediation.action.truncate;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.Steps;

/**
 * With what a log is emptied.
 *
 * @param steps where it is written down how long the log was
 * @param heard where its last lines are kept
 * @param guard for a disk that hangs
 */
public record Cutting(EngineCalls calls, Steps steps, Heard heard, HangGuard guard) {}
