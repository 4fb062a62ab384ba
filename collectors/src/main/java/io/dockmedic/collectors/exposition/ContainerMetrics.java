package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.sample.Sample;
import io.dockmedic.collectors.exposition.Family.Points;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is known of all containers, for a scrape: reads nothing, keeps nothing but how labels are written, and a
 * container that is gone is gone here too. May be asked from any thread.
 */
public final class ContainerMetrics implements MultiCollector, DirectText {
    private final Supplier<List<Sample>> samples;
    private final ContainerLabels shown;
    private final ContainerText text;

    /** @param samples the latest; asked at each scrape */
    public ContainerMetrics(Supplier<List<Sample>> samples, ContainerLabels shown) {
        this.samples = samples;
        this.shown = shown;
        this.text = new ContainerText(Families.ALL, shown);
    }

    @Override
    public Set<String> names() {
        return Families.ALL.stream().map(Family::plain).collect(Collectors.toSet());
    }

    @Override
    public void write(TextForm form, OutputStream out) throws IOException {
        text.write(once(samples.get()), form, out);
    }

    @Override
    public MetricSnapshots collect() {
        Map<Sample, Labels> containers = new LinkedHashMap<>();
        for (Sample sample : once(samples.get())) {
            containers.put(sample, Labels.of(shown.of(sample.cgroup(), sample.sighting().container())));
        }
        List<MetricSnapshot> families = new ArrayList<>(Families.ALL.size());
        for (Family family : Families.ALL) {
            MetricSnapshot snapshot = snapshot(family, containers);
            if (!snapshot.getDataPoints().isEmpty()) {
                families.add(snapshot);
            }
        }
        return new MetricSnapshots(families);
    }

    /** Two of the same labels would make Prometheus refuse all: one container counts once. */
    private static List<Sample> once(List<Sample> samples) {
        Map<String, Sample> byGroup = LinkedHashMap.newLinkedHashMap(samples.size());
        samples.forEach(sample -> byGroup.putIfAbsent(sample.cgroup(), sample));
        return List.copyOf(byGroup.values());
    }

    private static MetricSnapshot snapshot(Family family, Map<Sample, Labels> containers) {
        MetricMetadata metadata = new MetricMetadata(family.plain(), family.help());
        return switch (family.type()) {
            case COUNTER -> new CounterSnapshot(metadata, points(family, containers,
                    (value, labels) -> new CounterDataPointSnapshot(value, labels, null, 0)));
            case GAUGE -> new GaugeSnapshot(metadata, points(family, containers,
                    (value, labels) -> new GaugeDataPointSnapshot(value, labels, null)));
            case UNTYPED -> new UnknownSnapshot(metadata, points(family, containers,
                    (value, labels) -> new UnknownDataPointSnapshot(value, labels, null)));
        };
    }

    /** Makes one point. */
    @FunctionalInterface
    private interface Make<T> {
        T point(double value, Labels labels);
    }

    private static <T> List<T> points(Family family, Map<Sample, Labels> containers, Make<T> make) {
        List<T> all = new ArrayList<>(containers.size());
        containers.forEach((sample, labels) -> family.points().accept(sample, new Points() {
            @Override
            public void add(double value, String... own) {
                Labels with = labels;
                for (int i = 0; i < own.length; i++) {
                    with = with.add(family.labels().get(i), own[i]);
                }
                all.add(make.point(value, with));
            }

            @Override
            public void count(long value, String... own) {
                add((double) value, own);
            }
        }));
        return all;
    }
}
