package io.dockmedic.remediation.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intent, written before the act.
 *
 * @param id            unique
 * @param at            when it was intended
 * @param container     full id
 * @param step          rung, from 0
 * @param attempt       attempt on the rung, from 0
 * @param startedBefore when the run that the act was to end had started, by the engine's clock
 * @param deadline      what was not seen to happen by then, will not
 */
public record ActRecord(
        String id,
        Instant at,
        String incident,
        String rule,
        String service,
        String container,
        String action,
        int step,
        int attempt,
        @Nullable Instant startedBefore,
        Instant deadline) {}
