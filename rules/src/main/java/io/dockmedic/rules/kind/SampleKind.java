package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerReading.Sampled;
import java.time.Duration;
import java.util.List;

/** {@code container.sample}. */
final class SampleKind {
    static final Kind<Sampled> KIND = Kind.of(
            Sampled.KIND,
            Sampled.class,
            "a running container was read, every 10 s; shares and counts are since the reading before",
            ContainerFields.ALL,
            List.of(
                    new Field<>(
                            "over", FieldType.SPAN, "the time since the reading before", List.of(),
                            event -> event.usage().over()),
                    Field.number(
                            "cpuPercent", "of one processor, as `docker stats` has it: 250 are two and a half",
                            event -> event.usage().cpuPercent()),
                    Field.number(
                            "cpuLimitPercent", "of one processor, what its quota allows; 0 without one",
                            event -> event.usage().cpuLimitPercent()),
                    Field.number(
                            "throttledPercent",
                            "of the periods of its quota in which it ran, those in which it was held back",
                            event -> event.usage().throttledPercent()),
                    Field.large(
                            "memoryBytes", "memory that cannot be taken back easily (working set)",
                            event -> event.usage().memoryBytes()),
                    Field.large(
                            "memoryLimitBytes", "0 without a limit",
                            event -> event.usage().memoryLimitBytes()),
                    Field.number(
                            "memoryPercent", "working set, of the limit; 0 without a limit",
                            event -> event.usage().memoryPercent()),
                    Field.number(
                            "oomKills",
                            "processes in it that the kernel killed for want of memory though the container lives on",
                            event -> event.usage().oomKills()),
                    Field.number(
                            "threads", "threads of all its processes",
                            event -> event.usage().threads()),
                    Field.number(
                            "threadsLimit", "0 without a limit",
                            event -> event.usage().threadsLimit()),
                    Field.number(
                            "threadsRefused", "threads that it asked for and did not get because of the limit",
                            event -> event.usage().threadsRefused()),
                    Field.number(
                            "descriptors",
                            "file descriptors (files, sockets) of the process in it that is nearest to its limit on them",
                            event -> event.usage().descriptors()),
                    Field.number(
                            "descriptorsLimit", "of that process (`ulimit -n`); 0 without a limit",
                            event -> event.usage().descriptorsLimit()),
                    Field.number(
                            "descriptorsPercent", "of that limit; 0 without a limit",
                            event -> event.usage().descriptorsPercent()),
                    Field.number(
                            "cpuPressurePercent",
                            "of the time, a task in it waited for a processor (PSI, `some`); 0 on cgroup v1 without v2 beside it",
                            event -> event.usage().cpuPressurePercent()),
                    Field.number(
                            "memoryPressurePercent", "the same for memory",
                            event -> event.usage().memoryPressurePercent()),
                    Field.number(
                            "ioPressurePercent", "the same for a device",
                            event -> event.usage().ioPressurePercent()),
                    Field.number(
                            "hostCpuPercent",
                            "of all the host's processors together, what it used; 0 where it is not known how many there are "
                                    + "(an engine on another machine)",
                            event -> event.neighbours().hostCpuPercent()),
                    Field.text(
                            "waiting",
                            "the name of the other container that waited for a processor the longest (PSI, `some`) while this one used "
                                    + "more than twice as much; not for what its own quota may have held it back, and not one that "
                                    + "was given fewer `--cpu-shares` than 1024 and than this one; empty when none did, and on "
                                    + "cgroup v1 without v2 beside it",
                            event -> event.neighbours().waiting()),
                    Field.number(
                            "waitingPercent",
                            "how much of the time that one waited, less its `throttledPercent`; 0 when none did",
                            event -> event.neighbours().waitingPercent())))
            .every(Duration.ofSeconds(10));

    private SampleKind() {}
}
