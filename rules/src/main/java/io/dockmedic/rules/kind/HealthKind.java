package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import java.util.List;

/** {@code container.health}. */
final class HealthKind {
    static final Kind<HealthChanged> KIND = Kind.of(
            HealthChanged.KIND,
            HealthChanged.class,
            "a container's health check changed its mind",
            ContainerFields.ALL,
            List.of(
                    Field.word(
                            "status",
                            "what it says now",
                            List.of("healthy", "unhealthy", "starting"),
                            HealthChanged::status),
                    Field.number("failingStreak", "failed probes in a row", HealthChanged::failingStreak),
                    Field.text(
                            "output", "what the last probe printed, at most 4096 bytes", HealthChanged::output)));

    private HealthKind() {}
}
