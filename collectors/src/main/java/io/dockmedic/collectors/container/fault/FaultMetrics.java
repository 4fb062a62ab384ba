package io.dockmedic.collectors.container.fault;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** {@code dockmedic_service_…}: counts that belong to a service and not to one of its containers. May be asked from any thread. */
final class FaultMetrics implements MultiCollector {
    /** One of them; its name is without {@code _total}. */
    record Counter(String name, String help, ToLongFunction<Faults> value) {}

    static final List<Counter> ALL = List.of(
            new Counter("dockmedic_service_oom_kills",
                    "Processes of the service's containers that the kernel killed for want of memory.",
                    Faults::oomKills),
            new Counter("dockmedic_service_threads_refused",
                    "Threads that the service's containers were refused because of the limit on them.",
                    Faults::threadsRefused));

    private final Supplier<Map<Named, Faults>> services;

    FaultMetrics(Supplier<Map<Named, Faults>> services) {
        this.services = services;
    }

    @Override
    public MetricSnapshots collect() {
        Map<Named, Faults> now = services.get();
        return now.isEmpty()
                ? new MetricSnapshots()
                : new MetricSnapshots(ALL.stream().map(counter -> snapshot(counter, now)).toList());
    }

    private static MetricSnapshot snapshot(Counter counter, Map<Named, Faults> services) {
        return new CounterSnapshot(new MetricMetadata(counter.name(), counter.help()), services.entrySet()
                .stream()
                .map(one -> new CounterDataPointSnapshot(counter.value().applyAsLong(one.getValue()),
                        Labels.of("project", one.getKey().project(), "service", one.getKey().service()), null, 0))
                .toList());
    }
}
