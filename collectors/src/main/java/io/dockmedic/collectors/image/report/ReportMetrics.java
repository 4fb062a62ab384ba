package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.SeverityCounts;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code dockmedic_image_vulnerabilities} of each image in use of which there is a report: one series for each severity,
 * 0 where nothing is found, and none once it is gone. May be asked from any thread.
 */
public final class ReportMetrics implements MultiCollector {
    private static final String NAME = "dockmedic_image_vulnerabilities";
    private static final String HELP = "Known vulnerabilities of an image that containers are made of, by a scanner's report.";

    private final Supplier<List<Assessed>> assessed;

    public ReportMetrics(Supplier<List<Assessed>> assessed) {
        this.assessed = assessed;
    }

    @Override
    public MetricSnapshots collect() {
        List<Assessed> images = assessed.get();
        if (images.isEmpty()) {
            return new MetricSnapshots();
        }
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(NAME).help(HELP);
        for (Assessed one : images) {
            for (int at = 0; at < SeverityCounts.WORDS.size(); at++) {
                builder.dataPoint(GaugeDataPointSnapshot.builder()
                        .value(one.counts().inOrder().get(at))
                        .labels(Labels.of("image", one.image(), "severity", SeverityCounts.WORDS.get(at)))
                        .build());
            }
        }
        return new MetricSnapshots(builder.build());
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return List.of(MetricFamilyDescriptor.gauge(NAME).help(HELP).build());
    }
}
