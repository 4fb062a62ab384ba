package io.dockmedic.rules.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** How late what falls due is dealt with: by a loop that was held up, or a machine that slept. */
final class Lag {
    private final Timer timer;

    Lag(MeterRegistry meters) {
        this.timer = Timer.builder("dockmedic.rule.timer.lag.seconds")
                .description(
                        "How late what fell due by time was dealt with; not what waits for the first look after a restart")
                .register(meters);
    }

    /** @param due when it was due, or may be dealt with at the earliest */
    void dealtWith(Instant due, Instant now) {
        timer.record(due.isBefore(now) ? Duration.between(due, now) : Duration.ZERO);
    }
}
