package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.collectors.gpu.reading.ClockReason;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** What is known of GPUs, for a scrape: asks no GPU and keeps nothing. May be asked from any thread. */
public final class GpuMetrics implements MultiCollector {
    private static final double HUNDRED = 100;

    private final Supplier<GpuSamples> samples;
    private final Supplier<String> hostname;
    private final ContainerLabels shown;
    private final Supplier<List<GpuMark>> marks;

    /**
     * @param samples the latest; asked at each scrape
     * @param marks   the same
     */
    public GpuMetrics(Supplier<GpuSamples> samples, Supplier<String> hostname, ContainerLabels shown,
            Supplier<List<GpuMark>> marks) {
        this.samples = samples;
        this.marks = marks;
        this.hostname = hostname;
        this.shown = shown;
    }

    @Override
    public MetricSnapshots collect() {
        GpuSamples now = samples.get();
        if (now.none()) {
            return new MetricSnapshots();
        }
        GpuLabels labels = new GpuLabels(hostname.get(), now.version(Gpu.NVIDIA), shown);
        List<MetricSnapshot> all = new ArrayList<>();
        GpuFamilies.ALL.stream()
                .map(family -> snapshot(family, dcgms(family, now, labels)))
                .forEach(all::add);
        GpuFamilies.NEUTRAL.stream()
                .map(family -> snapshot(family, neutral(family, now, labels)))
                .forEach(all::add);
        all.add(gauge("dockmedic_gpu_info", "1, with what there is to know of the GPU.", info(now, labels)));
        all.add(gauge("dockmedic_gpu_driver_state", "1 for the state that the driver of GPUs is in.", driver(now)));
        all.add(gauge("dockmedic_gpus_on_bus",
                "GPUs that the kernel sees on the bus; of AMD's those that its driver has had since our start.",
                onBus(now)));
        all.add(gauge("dockmedic_gpu_state", "1 for the state that the GPU is in.", states(now, labels)));
        all.add(gauge("dockmedic_gpu_cure", "1 for what the GPU needs.", cures(now, labels)));
        all.add(gauge("dockmedic_gpu_marked", "1 while no new work is to go to the GPU.",
                marked(now, marks.get(), labels)));
        all.add(gauge("dockmedic_gpu_slowdown", "1 when that slows the GPU down to protect it.",
                slowdowns(now, labels)));
        all.add(gauge("dockmedic_gpu_clock_reason", "1 when that keeps the GPU's clocks down; most are nothing amiss.",
                clocks(now, labels)));
        all.add(gauge("dockmedic_gpu_container_memory_bytes", "Memory of the GPU that the container's processes have.",
                summed(now, labels, use -> use.process().memoryBytes(), 1)));
        all.add(gauge("dockmedic_gpu_container_utilization_ratio",
                "Part of the GPU's computing that the container's processes took since the reading before.",
                summed(now, labels, use -> use.process().computing(), HUNDRED)));
        all.add(gauge("dockmedic_gpu_container_memory_utilization_ratio",
                "Part of the time in which the container's processes read or wrote the GPU's memory.",
                summed(now, labels, use -> use.process().memoryTraffic(), HUNDRED)));
        all.add(gauge("dockmedic_gpu_container_processes", "Processes of the container that use the GPU.",
                processes(now, labels)));
        all.add(gauge("dockmedic_gpu_container_given",
                "1 for a container that runs and was given the GPU, by its settings, whether it uses it or not.",
                given(now, labels)));
        return new MetricSnapshots(all.stream().filter(one -> !one.getDataPoints().isEmpty()).toList());
    }

    /** Of NVIDIA's: of a divided one each part has its own, where parts have one. */
    private static Map<Labels, Double> dcgms(GpuFamily family, GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            if (!sample.reading().gpu().vendor().equals(Gpu.NVIDIA)) {
                continue;
            }
            var part = family.part();
            if (part == null || sample.parts().isEmpty()) {
                family.value().apply(sample).ifPresent(value -> points.put(labels.of(sample), value));
            } else {
                sample.parts()
                        .forEach(one -> part.apply(one).ifPresent(value -> points.put(labels.of(sample, one), value)));
            }
        }
        return points;
    }

    private static Map<Labels, Double> neutral(GpuFamily family, GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        now.gpus()
                .forEach(sample -> family.value()
                        .apply(sample)
                        .ifPresent(value -> points.put(labels.of(sample.reading().gpu()), value)));
        return points;
    }

    private static MetricSnapshot snapshot(GpuFamily family, Map<Labels, Double> points) {
        return family.counts()
                ? new UnknownSnapshot(new MetricMetadata(family.name(), family.help()), points.entrySet()
                        .stream()
                        .map(one -> new UnknownDataPointSnapshot(one.getValue(), one.getKey(), null))
                        .toList())
                : gauge(family.name(), family.help(), points);
    }

    private static GaugeSnapshot gauge(String name, String help, Map<Labels, Double> points) {
        return new GaugeSnapshot(new MetricMetadata(name, help), points.entrySet()
                .stream()
                .map(one -> new GaugeDataPointSnapshot(one.getValue(), one.getKey(), null))
                .toList());
    }

    private static double yes(boolean is) {
        return is ? 1 : 0;
    }

    /** Without those of which there is nothing to read, and need not be. */
    private static List<DriverSample> busy(GpuSamples now) {
        return now.drivers().stream().filter(driver -> !driver.idle()).toList();
    }

    private static Map<Labels, Double> driver(GpuSamples now) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (DriverSample driver : busy(now)) {
            for (GpuDriverState state : GpuDriverState.values()) {
                points.put(Labels.of("vendor", driver.vendor(), "state", state.word()), yes(driver.state() == state));
            }
        }
        return points;
    }

    private static Map<Labels, Double> onBus(GpuSamples now) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        busy(now).forEach(driver -> points.put(Labels.of("vendor", driver.vendor()), (double) driver.onBus()));
        return points;
    }

    private static Map<Labels, Double> info(GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        now.gpus()
                .stream()
                .map(GpuSample::reading)
                .forEach(reading -> points.put(labels.of(reading.gpu())
                        .add("model", reading.gpu().model())
                        .add("device", reading.device())
                        .add("driver_version", now.version(reading.gpu().vendor())), 1.0));
        return points;
    }

    private static Map<Labels, Double> states(GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            for (GpuState state : GpuState.values()) {
                points.put(labels.of(sample.reading().gpu()).add("state", state.word()),
                        yes(sample.reading().state() == state));
            }
        }
        return points;
    }

    private static Map<Labels, Double> cures(GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            for (Cure cure : Cure.values()) {
                points.put(labels.of(sample.reading().gpu()).add("cure", cure.word()),
                        yes(sample.reading().cure() == cure));
            }
        }
        return points;
    }

    private static Map<Labels, Double> marked(GpuSamples now, List<GpuMark> marks, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        now.gpus()
                .stream()
                .map(sample -> sample.reading().gpu())
                .forEach(gpu -> points.put(labels.of(gpu), yes(marks.stream().anyMatch(mark -> mark.on(gpu)))));
        return points;
    }

    private static Map<Labels, Double> slowdowns(GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            for (Slowdown slowdown : Slowdown.values()) {
                points.put(labels.of(sample.reading().gpu()).add("reason", slowdown.word()),
                        yes(sample.reading().slowdown().contains(slowdown)));
            }
        }
        return points;
    }

    /** None of a GPU that does not tell. */
    private static Map<Labels, Double> clocks(GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            Long mask = sample.reading().values().get(Quantity.CLOCK_REASONS);
            if (mask != null) {
                Set<ClockReason> reasons = ClockReason.in(mask);
                for (ClockReason reason : ClockReason.values()) {
                    points.put(labels.of(sample.reading().gpu()).add("reason", reason.word()),
                            yes(reasons.contains(reason)));
                }
            }
        }
        return points;
    }

    /**
     * Of all of a container's processes together, of which it is told.
     *
     * @param told below 0 when it is not
     * @param unit how many of what is told are one of the metric's
     */
    private static Map<Labels, Double> summed(GpuSamples now, GpuLabels labels, ToLongFunction<GpuSample.Use> told,
            double unit) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            for (Container container : sample.containers()) {
                long[] all = uses(sample, container).stream().mapToLong(told).filter(one -> one >= 0).toArray();
                if (all.length > 0) {
                    points.put(labels.with(labels.of(sample.reading().gpu()), Optional.of(container)),
                            LongStream.of(all).sum() / unit);
                }
            }
        }
        return points;
    }

    private static Map<Labels, Double> processes(GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            for (Container container : sample.containers()) {
                points.put(labels.with(labels.of(sample.reading().gpu()), Optional.of(container)),
                        (double) uses(sample, container).size());
            }
        }
        return points;
    }

    private static Map<Labels, Double> given(GpuSamples now, GpuLabels labels) {
        Map<Labels, Double> points = new LinkedHashMap<>();
        for (GpuSample sample : now.gpus()) {
            for (Container container : sample.given()) {
                points.put(labels.with(labels.of(sample.reading().gpu()), Optional.of(container)), 1.0);
            }
        }
        return points;
    }

    private static List<GpuSample.Use> uses(GpuSample sample, Container container) {
        return sample.uses().stream().filter(use -> container.equals(use.container())).toList();
    }
}
