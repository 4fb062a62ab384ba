package io.dockmedic.collectors.audit.sweep;

import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.event.Container;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code dockmedic_audit_findings} of each container that runs: at most one series for each check and severity, and
 * none once it is gone. May be asked from any thread.
 */
public final class AuditMetrics implements MultiCollector {
    private static final String NAME = "dockmedic_audit_findings";
    private static final String HELP = "Findings with how a running container is set up, by check.";

    private final Supplier<List<Audited>> audited;

    public AuditMetrics(Supplier<List<Audited>> audited) {
        this.audited = audited;
    }

    @Override
    public MetricSnapshots collect() {
        Map<Labels, Integer> counts = new LinkedHashMap<>();
        for (Audited one : audited.get()) {
            for (Finding finding : one.findings()) {
                counts.merge(labels(one.container(), finding), 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            return new MetricSnapshots();
        }
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(NAME).help(HELP);
        counts.forEach((labels, count) -> builder
                .dataPoint(GaugeDataPointSnapshot.builder().value(count).labels(labels).build()));
        return new MetricSnapshots(builder.build());
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return List.of(MetricFamilyDescriptor.gauge(NAME).help(HELP).build());
    }

    private static Labels labels(Container container, Finding finding) {
        return Labels.of("name", container.name(), "project", container.service().project(), "check", finding.check(),
                "severity", finding.severity().word());
    }
}
