package io.dockmedic.collectors.exposition;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is known of disks, for a scrape: asks no disk and keeps nothing. May be asked from any thread. */
public final class DiskMetrics implements MultiCollector {
    private final Supplier<DiskReadings> readings;

    /** @param readings the latest; asked at each scrape */
    public DiskMetrics(Supplier<DiskReadings> readings) {
        this.readings = readings;
    }

    @Override
    public MetricSnapshots collect() {
        DiskReadings now = readings.get();
        List<MetricSnapshot> families = new ArrayList<>(DiskFamilies.ALL.size());
        for (DiskFamily family : DiskFamilies.ALL) {
            List<DiskFamily.Point> points = family.points().apply(now);
            if (!points.isEmpty()) {
                families.add(gauge(family, points));
            }
        }
        return new MetricSnapshots(families);
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return DiskFamilies.ALL.stream()
                .map(family -> MetricFamilyDescriptor.gauge(family.name()).help(family.help()).build())
                .toList();
    }

    private static MetricSnapshot gauge(DiskFamily family, List<DiskFamily.Point> points) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(family.name()).help(family.help());
        String[] names = family.labels().toArray(String[]::new);
        points.forEach(point -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                .value(point.value())
                .labels(Labels.of(names, point.labels().toArray(String[]::new)))
                .build()));
        return builder.build();
    }
}
