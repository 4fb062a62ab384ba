package io.dockmedic.benchmarks.footprint;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One side with so many containers.
 *
 * @param ready   from the start of the launcher to the first 200 of {@code /-/ready}; null for what has no such answer
 * @param atReady its memory then; for what has no such answer, a second after its start
 * @param later   its memory at the end of the idle time
 * @param warming percent of one processor, in the first minute of it
 * @param percent of one processor, in the second half of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Row(String side, int containers, @Nullable Starts ready, Memory atReady, Memory later, double warming,
        double percent, int threads) {}
