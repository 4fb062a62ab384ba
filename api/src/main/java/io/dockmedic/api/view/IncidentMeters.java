package io.dockmedic.api.view;

import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code dockmedic_incidents}: how many incidents of a rule are open, by state. A rule's series appear with its first
 * open incident and stay, at 0 when it is over. Written on one thread.
 */
final class IncidentMeters {
    private record Series(String rule, Incident.State state) {}

    private final MeterRegistry meters;
    private final Map<Series, AtomicInteger> open = new HashMap<>();

    IncidentMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param before as it was known; null when it was not */
    void moved(@Nullable Incident before, Incident now) {
        if (before != null && before.state() != Incident.State.RESOLVED) {
            count(before).decrementAndGet();
        }
        if (now.state() != Incident.State.RESOLVED) {
            count(now).incrementAndGet();
        }
    }

    private AtomicInteger count(Incident incident) {
        return open.computeIfAbsent(new Series(incident.rule(), incident.state()), series -> {
            AtomicInteger count = new AtomicInteger();
            Gauge.builder("dockmedic.incidents", count, AtomicInteger::get)
                    .description("Open incidents")
                    .tags("rule", series.rule(), "state", series.state().word())
                    .register(meters);
            return count;
        });
    }
}
