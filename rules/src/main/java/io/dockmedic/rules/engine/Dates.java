package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times that windows can be counted from, and expressions can name: the years 1 to 9999, as CEL has it. Beyond, sums of times need
 * not be times, and no clock is that wrong.
 */
final class Dates {
    private static final Logger LOG = LoggerFactory.getLogger(Dates.class);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final Counter refused;

    Dates(MeterRegistry meters) {
        this.refused = Counter.builder("dockmedic.rule.events.refused")
                .description("Events dated before the year 1 or after 9999: no rule sees them")
                .register(meters);
    }

    /** Whether rules may see it; one that they may not is counted. */
    boolean takes(Event event) {
        Instant at = event.at();
        boolean sound = !at.isBefore(FIRST) && !at.isAfter(LAST);
        if (!sound) {
            refused.increment();
            LOG.atDebug().addKeyValue("kind", event.kind()).addKeyValue("at", at).log("Event with no date is left out");
        }
        return sound;
    }
}
