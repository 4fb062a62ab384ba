package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.sample.Sample;
import io.dockmedic.collectors.event.Container;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is known of all containers, for a scrape: reads nothing, keeps nothing, and a container that is gone is gone here
 * too. May be asked from any thread.
 */
public final class ContainerMetrics implements MultiCollector {
    private static final String TOTAL = "_total";

    private final Supplier<List<Sample>> samples;

    /** One container's labels, once for all its metrics. */
    private record Labelled(Sample sample, Labels labels) {}

    /** @param samples the latest; asked at each scrape */
    public ContainerMetrics(Supplier<List<Sample>> samples) {
        this.samples = samples;
    }

    @Override
    public MetricSnapshots collect() {
        List<Labelled> containers = labelled(samples.get());
        List<MetricSnapshot> families = new ArrayList<>(Families.ALL.size());
        for (Family family : Families.ALL) {
            MetricSnapshot snapshot = switch (family.type()) {
                case COUNTER -> counter(family, containers);
                case GAUGE -> gauge(family, containers);
            };
            if (!snapshot.getDataPoints().isEmpty()) {
                families.add(snapshot);
            }
        }
        return new MetricSnapshots(families);
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return Families.ALL.stream()
                .map(family -> switch (family.type()) {
                    case COUNTER -> MetricFamilyDescriptor.counter(plain(family)).help(family.help()).build();
                    case GAUGE -> MetricFamilyDescriptor.gauge(plain(family)).help(family.help()).build();
                })
                .toList();
    }

    /** Two of the same labels would make the whole scrape fail: one container counts once. */
    private static List<Labelled> labelled(List<Sample> samples) {
        Set<String> seen = new HashSet<>();
        List<Labelled> all = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            if (seen.add(sample.cgroup())) {
                all.add(new Labelled(sample, labels(sample)));
            }
        }
        return all;
    }

    private static Labels labels(Sample sample) {
        Container container = sample.sighting().container();
        return Labels.of(
                "id", sample.cgroup(),
                "name", container.name(),
                "image", container.image(),
                "container_label_com_docker_compose_project", label(container, "com.docker.compose.project"),
                "container_label_com_docker_compose_service", label(container, "com.docker.compose.service"));
    }

    private static String label(Container container, String name) {
        return container.labels().getOrDefault(name, "");
    }

    private static MetricSnapshot counter(Family family, List<Labelled> containers) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder().name(plain(family)).help(family.help());
        each(family, containers, (value, labels) -> builder.dataPoint(
                CounterDataPointSnapshot.builder().value(value).labels(labels).build()));
        return builder.build();
    }

    private static MetricSnapshot gauge(Family family, List<Labelled> containers) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(plain(family)).help(family.help());
        each(family, containers, (value, labels) -> builder.dataPoint(
                GaugeDataPointSnapshot.builder().value(value).labels(labels).build()));
        return builder.build();
    }

    /** Takes one series. */
    @FunctionalInterface
    private interface Series {
        void add(double value, Labels labels);
    }

    private static void each(Family family, List<Labelled> containers, Series to) {
        String[] names = family.labels().toArray(String[]::new);
        for (Labelled one : containers) {
            family.points()
                    .accept(one.sample(), (value, values) -> to.add(value,
                            names.length == 0 ? one.labels() : one.labels().merge(names, values)));
        }
    }

    /** Without the suffix, which the writer adds. */
    private static String plain(Family family) {
        String name = family.name();
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }
}
