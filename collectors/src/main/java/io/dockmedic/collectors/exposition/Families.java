package io.dockmedic.collectors.exposition;

import static io.dockmedic.collectors.exposition.Family.counter;
import static io.dockmedic.collectors.exposition.Family.gauge;
import static io.dockmedic.collectors.exposition.Family.untyped;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Processes;
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
    private static final List<String> NONE = List.of();
    private static final List<String> CPU = List.of("cpu");
    private static final List<String> DEVICE = List.of("device");
    private static final List<String> INTERFACE = List.of("interface");
    private static final List<String> FAILURE = List.of("failure_type", "scope");

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
            gauge("container_spec_cpu_shares", "Its weight when processors are short; 1024 when none is set.",
                    (sample, to) -> to.count(sample.sighting().state().limits().cpuShares())),
            memory("container_memory_usage_bytes", "Memory charged to it, page cache included.", Memory::usage),
            memory("container_memory_working_set_bytes", "Memory without the page cache that was not used lately.",
                    Memory::workingSet),
            gauge("container_memory_rss", "Anonymous memory, in bytes.", maybe(Memory::rss)),
            gauge("container_memory_cache", "Page cache, in bytes.", maybe(Memory::cache)),
            gauge("container_memory_mapped_file", "Files mapped into memory, in bytes.", maybe(Memory::mapped)),
            gauge("container_memory_swap", "Memory swapped out, in bytes.", maybe(Memory::swap)),
            gauge("container_memory_kernel_usage", "Of its memory, what the kernel needs for it, in bytes.",
                    maybe(Memory::kernel)),
            gauge("container_memory_max_usage_bytes", "The most memory that was ever charged to it.",
                    maybe(Memory::peak)),
            gauge("container_spec_memory_limit_bytes", "How much memory it may use; 0 without a limit.",
                    of(sample -> sample.reading().memory(),
                            (memory, to) -> to.count(memory.limits().memory().orElse(0)))),
            furtherLimit("container_spec_memory_swap_limit_bytes",
                    "How much swap it may use, on cgroup v1 memory and swap together; 0 without a limit.",
                    Memory.Limits::swap),
            furtherLimit("container_spec_memory_reservation_limit_bytes",
                    "How much memory it is left with when the machine is short of it; 0 without a reservation.",
                    Memory.Limits::reservation),
            counter("container_oom_events_total", "Processes in it that the kernel killed for want of memory.",
                    NONE, maybe(memory -> memory.events().oomKills())),
            untyped("container_memory_failcnt", "Times it came to its limit and memory had to be taken back first.",
                    maybe(memory -> memory.events().atLimit())),
            counter("container_memory_events_max_total",
                    "Times it came to its limit and memory had to be taken back first.",
                    NONE, maybe(memory -> memory.events().atLimit())),
            counter("container_memory_events_high_total", "Times it had more than memory.high and was slowed down.",
                    NONE, maybe(memory -> memory.events().atHigh())),
            counter("container_memory_failures_total",
                    "Page faults, all (pgfault) and those that waited for a device (pgmajfault).",
                    FAILURE, of(sample -> sample.reading().memory(), (memory, to) -> {
                        faults(memory.ownFaults(), "container", to);
                        faults(memory.faults(), "hierarchy", to);
                    })),
            gauge("container_threads", "Threads of all its processes.",
                    of(sample -> sample.reading().tasks(), (tasks, to) -> to.count(tasks.current()))),
            gauge("container_threads_max", "How many threads it may have; 0 without a limit.",
                    of(sample -> sample.reading().tasks(), (tasks, to) -> to.count(tasks.limit().orElse(0)))),
            counter("dockmedic_container_threads_refused_total", "Threads refused because of the limit on them.",
                    NONE, of(sample -> sample.reading().tasks(), (Tasks tasks, Points to) -> tasks.refused()
                            .ifPresent(refused -> to.count(refused)))),
            gauge("container_processes", "Processes in it, without those in groups that it makes itself.",
                    of(sample -> sample.reading().processes(), (processes, to) -> to.count(processes.count()))),
            gauge("container_file_descriptors", "Files, sockets and the like that all its processes have open.",
                    of(sample -> sample.reading().processes(), (Processes processes, Points to) -> processes
                            .descriptors()
                            .ifPresent(open -> to.count(open)))),
            gauge("dockmedic_container_file_descriptors_used_ratio",
                    "What the process nearest to its limit on file descriptors has open, as a share of the limit.",
                    of(sample -> sample.reading().processes(), (Processes processes, Points to) -> {
                        Processes.Descriptors nearest = processes.nearest();
                        if (nearest != null) {
                            to.add(nearest.used());
                        }
                    })),
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

    private static Family furtherLimit(String name, String help, Function<Memory.Limits, OptionalLong> value) {
        return gauge(name, help, of(sample -> sample.reading().memory(), (memory, to) -> {
            if (memory.limits().all()) {
                to.count(value.apply(memory.limits()).orElse(0));
            }
        }));
    }

    private static BiConsumer<Sample, Points> maybe(Function<Memory, OptionalLong> value) {
        return of(sample -> sample.reading().memory(),
                (memory, to) -> value.apply(memory).ifPresent(known -> to.count(known)));
    }

    private static void faults(Memory.@Nullable Faults faults, String scope, Points to) {
        if (faults != null) {
            to.count(faults.any(), "pgfault", scope);
            to.count(faults.major(), "pgmajfault", scope);
        }
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
