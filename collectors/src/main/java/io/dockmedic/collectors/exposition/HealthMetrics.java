package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.base.health.Health;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code dockmedic_health}: for each part of the program and each status, 1 for the one it is in and 0 for the rest. */
public final class HealthMetrics implements MultiCollector {
    private static final MetricMetadata HEALTH = new MetricMetadata("dockmedic_health",
            "1 for the status that this part of the program is in.");

    private final Health health;

    public HealthMetrics(Health health) {
        this.health = health;
    }

    @Override
    public MetricSnapshots collect() {
        List<GaugeDataPointSnapshot> points = health.parts()
                .entrySet()
                .stream()
                .flatMap(part -> Arrays.stream(Health.Status.values())
                        .map(status -> new GaugeDataPointSnapshot(
                                part.getValue().status() == status ? 1 : 0,
                                Labels.of("part", part.getKey(), "status", status.name().toLowerCase(Locale.ROOT)),
                                null)))
                .toList();
        return points.isEmpty() ? new MetricSnapshots() : new MetricSnapshots(new GaugeSnapshot(HEALTH, points));
    }
}
