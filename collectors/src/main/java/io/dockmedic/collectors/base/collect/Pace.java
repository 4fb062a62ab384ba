package io.dockmedic.collectors.base.collect;

import java.time.Duration;

/**
 * When a collector works.
 *
 * @param first    from its start to its first round
 * @param interval from the start of one round to that of the next
 * @param late     after which a round that has not come back is spoken of
 * @param limit    after which a round that has not come back is given up
 */
public record Pace(Duration first, Duration interval, Duration late, Duration limit) {
    /** @throws IllegalArgumentException unless the interval is above zero, and a round is late before it is given up */
    public Pace {
        if (!interval.isPositive() || !late.isPositive() || limit.compareTo(late) <= 0) {
            throw new IllegalArgumentException("interval " + interval + ", late " + late + ", limit " + limit);
        }
    }
}
