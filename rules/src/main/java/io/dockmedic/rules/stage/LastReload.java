package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.time.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How reading the rule files went last, as Prometheus tells it of its own. Noted on one thread, read by any. */
final class LastReload {
    private static final double MILLIS = 1000;

    private final Clock clock;
    private volatile boolean good;
    private volatile double goodAt;

    LastReload(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        Gauge.builder("dockmedic.rules.last.reload.successful", this, last -> last.good ? 1 : 0)
                .description(
                        "Whether the rule files were taken when they were read last, at the start too; if not, those before go on")
                .strongReference(true)
                .register(meters);
        Gauge.builder("dockmedic.rules.last.reload.success.timestamp.seconds", this, last -> last.goodAt)
                .description("When they were taken last; 0 for not since the start")
                .strongReference(true)
                .register(meters);
    }

    void taken() {
        goodAt = clock.shown(clock.now()).toEpochMilli() / MILLIS;
        good = true;
    }

    void refused() {
        good = false;
    }
}
