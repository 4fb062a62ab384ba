package io.dockmedic.collectors.exposition;

import static io.dockmedic.collectors.exposition.Family.counter;
import static io.dockmedic.collectors.exposition.Family.gauge;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.container.sample.Sample;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.exposition.Family.Points;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Every metric of a container, in the order in which they are shown. Names: cAdvisor's docs/storage/prometheus.md. */
final class Families {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final String NONE = "";
    private static final String CPU = "cpu";
    private static final String DEVICE = "device";
    private static final String INTERFACE = "interface";

    static final List<Family> ALL = List.of(
            gauge("container_last_seen", "When the container was last read, in seconds since 1970.",
                    (sample, to) -> to.add(seconds(sample.at()))),
            gauge("container_start_time_seconds", "When the container's run began, in seconds since 1970.",
                    (sample, to) -> {
                        Instant started = sample.sighting().state().startedAt();
                        if (started != null) {
                            to.add(seconds(started));
                        }
                    }),
            gauge("container_creation_time_seconds", "When the container was created, in seconds since 1970.",
                    (sample, to) -> {
                        Instant created = sample.sighting().state().createdAt();
                        if (created != null) {
                            to.add(seconds(created));
                        }
                    }),
            gauge("container_health_state",
                    "1 when its health check says healthy, 0 when unhealthy or starting, -1 without a health check.",
                    (sample, to) -> {
                        ContainerState.HealthState health = sample.sighting().state().health();
                        to.count(health == null ? -1 : health.status().equals("healthy") ? 1 : 0);
                    }),
            counter("container_cpu_usage_seconds_total", "Processor time used, over all processors.", CPU,
                    cpu((cpu, to) -> to.add(cpu.usageNanos() / NANOS, "total"))),
            counter("container_cpu_user_seconds_total", "Processor time used in user mode.", NONE,
                    cpu((cpu, to) -> to.add(cpu.userNanos() / NANOS))),
            counter("container_cpu_system_seconds_total", "Processor time used in the kernel.", NONE,
                    cpu((cpu, to) -> to.add(cpu.systemNanos() / NANOS))),
            counter("container_cpu_cfs_periods_total", "Periods of the processor quota in which something ran.",
                    NONE, quota((quota, to) -> to.count(quota.periods()))),
            counter("container_cpu_cfs_throttled_periods_total", "Periods in which the processor quota held it back.",
                    NONE, quota((quota, to) -> to.count(quota.throttledPeriods()))),
            counter("container_cpu_cfs_throttled_seconds_total", "Time for which the processor quota held it back.",
                    NONE, quota((quota, to) -> to.add(quota.throttledNanos() / NANOS))),
            gauge("container_spec_cpu_quota", "Processor time it may use in each period, in microseconds.",
                    quota((quota, to) -> to.count(quota.quotaMicros()))),
            gauge("container_spec_cpu_period", "Length of a period of the processor quota, in microseconds.",
                    quota((quota, to) -> to.count(quota.periodMicros()))),
            memory("container_memory_usage_bytes", "Memory charged to it, page cache included.", Memory::usage),
            memory("container_memory_working_set_bytes", "Memory without the page cache that was not used lately.",
                    Memory::workingSet),
            gauge("container_memory_rss", "Anonymous memory, in bytes.", maybe(Memory::rss)),
            gauge("container_memory_cache", "Page cache, in bytes.", maybe(Memory::cache)),
            gauge("container_memory_mapped_file", "Files mapped into memory, in bytes.", maybe(Memory::mapped)),
            gauge("container_memory_swap", "Memory swapped out, in bytes.", maybe(Memory::swap)),
            gauge("container_memory_max_usage_bytes", "The most memory that was ever charged to it.",
                    maybe(Memory::peak)),
            gauge("container_spec_memory_limit_bytes", "How much memory it may use; 0 without a limit.",
                    of(sample -> sample.reading().memory(), (memory, to) -> to.count(memory.limit().orElse(0)))),
            counter("container_oom_events_total", "Processes in it that the kernel killed for want of memory.",
                    NONE, maybe(Memory::oomKills)),
            gauge("container_threads", "Threads of all its processes.",
                    of(sample -> sample.reading().tasks(), (tasks, to) -> to.count(tasks.current()))),
            gauge("container_threads_max", "How many threads it may have; 0 without a limit.",
                    of(sample -> sample.reading().tasks(), (tasks, to) -> to.count(tasks.limit().orElse(0)))),
            counter("dockmedic_container_threads_refused_total", "Threads refused because of the limit on them.",
                    NONE, of(sample -> sample.reading().tasks(), (Tasks tasks, Points to) -> tasks.refused()
                            .ifPresent(refused -> to.count(refused)))),
            disk("container_fs_reads_bytes_total", "Bytes read from the device.", DiskIo::readBytes),
            disk("container_fs_writes_bytes_total", "Bytes written to the device.", DiskIo::writeBytes),
            operations("container_fs_reads_total", "Reads from the device.", DiskIo::reads),
            operations("container_fs_writes_total", "Writes to the device.", DiskIo::writes),
            network("container_network_receive_bytes_total", "Bytes received.", one -> one.received().bytes()),
            network("container_network_receive_packets_total", "Packets received.", one -> one.received().packets()),
            network("container_network_receive_errors_total", "Errors on receiving.", one -> one.received().errors()),
            network("container_network_receive_packets_dropped_total", "Received packets dropped.",
                    one -> one.received().dropped()),
            network("container_network_transmit_bytes_total", "Bytes sent.", one -> one.sent().bytes()),
            network("container_network_transmit_packets_total", "Packets sent.", one -> one.sent().packets()),
            network("container_network_transmit_errors_total", "Errors on sending.", one -> one.sent().errors()),
            network("container_network_transmit_packets_dropped_total", "Packets dropped on sending.",
                    one -> one.sent().dropped()),
            pressure("container_pressure_cpu_waiting_seconds_total", "Time in which a task waited for a processor.",
                    Pressure::cpu, Pressure.Stall::someMicros),
            pressure("container_pressure_cpu_stalled_seconds_total", "Time in which all tasks waited for a processor.",
                    Pressure::cpu, Pressure.Stall::fullMicros),
            pressure("container_pressure_memory_waiting_seconds_total", "Time in which a task waited for memory.",
                    Pressure::memory, Pressure.Stall::someMicros),
            pressure("container_pressure_memory_stalled_seconds_total", "Time in which all tasks waited for memory.",
                    Pressure::memory, Pressure.Stall::fullMicros),
            pressure("container_pressure_io_waiting_seconds_total", "Time in which a task waited for a device.",
                    Pressure::io, Pressure.Stall::someMicros),
            pressure("container_pressure_io_stalled_seconds_total", "Time in which all tasks waited for a device.",
                    Pressure::io, Pressure.Stall::fullMicros));

    private Families() {}

    private static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / NANOS;
    }

    /** Of one part of the reading; nothing where the kernel did not say it. */
    private static <T> BiConsumer<Sample, Points> of(
            Function<Sample, @Nullable T> part, BiConsumer<T, Points> points) {
        return (sample, to) -> {
            T found = part.apply(sample);
            if (found != null) {
                points.accept(found, to);
            }
        };
    }

    private static BiConsumer<Sample, Points> cpu(BiConsumer<Cpu, Points> points) {
        return of(sample -> sample.reading().cpu(), points);
    }

    private static BiConsumer<Sample, Points> quota(BiConsumer<Cpu.Quota, Points> points) {
        return cpu((cpu, to) -> {
            Cpu.Quota quota = cpu.quota();
            if (quota != null) {
                points.accept(quota, to);
            }
        });
    }

    private static Family memory(String name, String help, ToLongFunction<Memory> value) {
        return gauge(name, help,
                of(sample -> sample.reading().memory(), (memory, to) -> to.count(value.applyAsLong(memory))));
    }

    private static BiConsumer<Sample, Points> maybe(Function<Memory, OptionalLong> value) {
        return of(sample -> sample.reading().memory(),
                (memory, to) -> value.apply(memory).ifPresent(known -> to.count(known)));
    }

    private static Family disk(String name, String help, ToLongFunction<DiskIo> value) {
        return counter(name, help, DEVICE, (sample, to) -> sample.reading()
                .disks()
                .forEach(one -> to.count(value.applyAsLong(one), one.major() + ":" + one.minor())));
    }

    private static Family operations(String name, String help, Function<DiskIo, OptionalLong> value) {
        return counter(name, help, DEVICE, (sample, to) -> sample.reading()
                .disks()
                .forEach(one -> value.apply(one)
                        .ifPresent(known -> to.count(known, one.major() + ":" + one.minor()))));
    }

    private static Family network(String name, String help, ToLongFunction<Network> value) {
        return counter(name, help, INTERFACE, (sample, to) -> sample.reading()
                .networks()
                .forEach(one -> to.count(value.applyAsLong(one), one.name())));
    }

    private static Family pressure(
            String name, String help, Function<Pressure, Pressure.@Nullable Stall> part,
            ToLongFunction<Pressure.Stall> micros) {
        return counter(name, help, NONE, of(sample -> {
            Pressure pressure = sample.reading().pressure();
            return pressure == null ? null : part.apply(pressure);
        }, (stall, to) -> to.add(micros.applyAsLong(stall) / MICROS)));
    }
}
