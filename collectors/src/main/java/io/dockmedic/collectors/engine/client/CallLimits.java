package io.dockmedic.collectors.engine.client;

import java.time.Duration;

/**
 * How long and how many calls may be.
 *
 * @param look          deadline of calls that change nothing
 * @param changeMargin  what a call that changes something may take beyond the time the engine itself may wait in it
 * @param atOnce        calls at the same time, of those that look and of those that change, each
 * @param mayWait       calls that wait for their turn beyond those, of each
 * @param logBytes      of log lines kept from one call
 */
public record CallLimits(Duration look, Duration changeMargin, int atOnce, int mayWait, int logBytes) {
    /** 10 s, 10 s, 8, 1000, 64 KiB. */
    public static final CallLimits DEFAULT = new CallLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(10), 8, 1000, 64 * 1024);
}
