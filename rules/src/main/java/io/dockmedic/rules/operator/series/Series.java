package io.dockmedic.rules.operator.series;

import java.time.Instant;
import java.util.List;

/**
 * What is remembered of a series.
 *
 * @param samples oldest first: the first of each thirtieth of the window, so at most 31
 * @param until   when to forget them, by the engine's steady clock
 */
public record Series(List<Sample> samples, Instant until) {
    public Series {
        samples = List.copyOf(samples);
    }
}
