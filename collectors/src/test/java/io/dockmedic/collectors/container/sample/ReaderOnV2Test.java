package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Neighbours;
import io.dockmedic.collectors.event.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host with cgroup v2 and systemd's driver, by its own files, from the process to what was used between two readings. */
class ReaderOnV2Test {
    private static final Path RECORDED = Path.of("src/test/resources/cgroup2");
    private static final String ID = "c5710bb4c063430b98c4e4ca49235d5a32b0c44eed4fd74c74a5e273e0032c8e";
    private static final int PID = 1404;
    private static final Instant FIRST = Instant.parse("2026-11-23T10:55:00Z");

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    /** The host, as it was after one of the container's processes was killed. */
    private static Path group(Path host) throws IOException {
        Path recorded = RECORDED.resolve("child-after-oom");
        Path group = host.resolve("sys/fs/cgroup/system.slice/docker-" + ID + ".scope");
        try (Stream<Path> files = Files.list(recorded)) {
            for (Path file : files.filter(one -> !one.getFileName().toString().startsWith("proc_")).toList()) {
                copy(file, group.resolve(file.getFileName()));
            }
        }
        copy(recorded.resolve("proc_pid_cgroup"), process(host).resolve("cgroup"));
        copy(recorded.resolve("proc_pid_net_dev"), process(host).resolve("net/dev"));
        return group;
    }

    private static Path process(Path host) {
        return host.resolve("proc/" + PID);
    }

    private static Reader reader(Path host) throws IOException {
        return new Reader(host.resolve("proc"),
                CgroupMounts.read(Files.readAllLines(RECORDED.resolve("mountinfo")), host));
    }

    @Test
    void whatEndsIsNotRead(@TempDir Path host) throws Exception {
        Path group = group(host);
        List<Sighting> all = List.of(Sightings.running(ID, PID));
        try (Reader reader = reader(host)) {
            assertThat(reader.read(all, one -> true, Instant.EPOCH)).hasSize(1);
            Files.delete(process(host).resolve("net/dev"));
            Files.writeString(group.resolve("memory.current"), "0\n");
            assertThat(reader.read(all, one -> true, Instant.EPOCH)).isEmpty();
        }
    }

    /** In Podman's names, which were not recorded: limits and counts are the scope's, the processes are one below. */
    @Test
    void processesInAGroupBelowAreTheContainersAndSoAreTheLimitsAboveThem(@TempDir Path host) throws Exception {
        Path docker = group(host);
        Path scope = host.resolve("sys/fs/cgroup/machine.slice/libpod-" + ID + ".scope");
        Files.createDirectories(scope.getParent());
        Files.move(docker, scope);
        Path below = Files.createDirectory(scope.resolve("container"));
        Files.move(scope.resolve("cgroup.procs"), below.resolve("cgroup.procs"));
        Files.writeString(scope.resolve("cgroup.procs"), "");
        Files.writeString(below.resolve("memory.current"), "4096\n");
        Files.writeString(below.resolve("memory.max"), "max\n");
        Files.writeString(process(host).resolve("cgroup"), "0::/machine.slice/libpod-" + ID + ".scope/container\n");
        try (Reader reader = reader(host)) {
            Sample read = reader.read(List.of(Sightings.running(ID, PID)), one -> true, FIRST).getFirst();
            assertThat(read.cgroup()).isEqualTo("/machine.slice/libpod-" + ID + ".scope");
            Memory memory = Objects.requireNonNull(read.reading().memory());
            assertThat(memory.limits().memory()).isPresent();
            assertThat(memory.events().oomKills()).hasValue(1);
            assertThat(Objects.requireNonNull(read.reading().processes()).count()).isEqualTo(1);
        }
    }

    @Test
    void limitsAreReadInEachThirdLookAndAtOnceWhenTheEngineShowsOthers(@TempDir Path host) throws Exception {
        Path group = group(host);
        List<Sighting> all = List.of(Sightings.running(ID, PID));
        try (Reader reader = reader(host)) {
            long before = limit(reader, all);
            Files.writeString(group.resolve("memory.max"), before * 2 + "\n");
            Files.writeString(group.resolve("memory.current"), "4711\n");
            assertThat(limit(reader, all)).isEqualTo(before);
            assertThat(memory(reader, all).usage()).as("what is used is read each time").isEqualTo(4711);
            assertThat(limit(reader, all)).isEqualTo(before * 2);

            Files.writeString(group.resolve("memory.max"), before * 3 + "\n");
            List<Sighting> updated = List.of(Sightings.limited(ID, PID, before * 3));
            assertThat(limit(reader, updated)).isEqualTo(before * 3);
        }
    }

    @Test
    void processesAreCountedInEachThirdLook(@TempDir Path host) throws Exception {
        Path group = group(host);
        List<Sighting> all = List.of(Sightings.running(ID, PID));
        try (Reader reader = reader(host)) {
            assertThat(processes(reader, all)).isEqualTo(1);
            Files.writeString(group.resolve("cgroup.procs"), PID + "\n" + (PID + 1) + "\n");
            assertThat(processes(reader, all)).isEqualTo(1);
            assertThat(processes(reader, all)).isEqualTo(1);
            assertThat(processes(reader, all)).isEqualTo(2);
        }
    }

    private static Memory memory(Reader reader, List<Sighting> all) {
        return Objects.requireNonNull(
                reader.read(all, one -> true, FIRST).getFirst().reading().memory());
    }

    private static long limit(Reader reader, List<Sighting> all) {
        return memory(reader, all).limits().memory().orElseThrow();
    }

    private static int processes(Reader reader, List<Sighting> all) {
        return Objects.requireNonNull(
                reader.read(all, one -> true, FIRST).getFirst().reading().processes()).count();
    }

    @Test
    void whoseNetworkIsNotShownIsRead(@TempDir Path host) throws Exception {
        group(host);
        Files.delete(process(host).resolve("net/dev"));
        try (Reader reader = reader(host)) {
            assertThat(reader.read(List.of(Sightings.running(ID, PID)), one -> true, Instant.EPOCH)).hasSize(1);
        }
    }

    @Test
    void aChildThatTheKernelKilledIsOneKillBetweenTwoReadings(@TempDir Path host) throws Exception {
        Path group = group(host);
        String killed = Files.readString(group.resolve("memory.events"));
        Files.writeString(group.resolve("memory.events"), killed.replace("oom_kill 1", "oom_kill 0"));
        List<Sighting> all = List.of(Sightings.running(ID, PID));

        try (Reader reader = reader(host)) {
            SampleEvents events = new SampleEvents("h");
            assertThat(events.of(reader.read(all, one -> true, FIRST), reader.processors(), FIRST))
                    .as("nothing to compare with")
                    .isEmpty();
            Files.writeString(group.resolve("memory.events"), killed);
            // To end takes a process time, too.
            Files.writeString(group.resolve("cpu.stat"), "usage_usec 934470\nuser_usec 458067\nsystem_usec 476402\n");
            Instant second = FIRST.plusSeconds(10);
            List<Sample> read = reader.read(all, one -> true, second);
            Sample after = read.getFirst();
            List<Event> told = events.of(read, reader.processors(), second);

            assertThat(told).as("in the first reading after it").hasSize(1);
            ContainerReading.Sampled sampled = (ContainerReading.Sampled) told.getFirst();
            assertThat(sampled.summary()).contains("1 OOM kills");
            Usage usage = sampled.usage();
            assertThat(usage.over()).isEqualTo(Duration.ofSeconds(10));
            assertThat(usage.oomKills()).isEqualTo(1);
            assertThat(usage.memoryLimitBytes()).isEqualTo(Objects.requireNonNull(after.reading().memory())
                    .limits()
                    .memory()
                    .orElseThrow());
            assertThat(usage.threads()).isPositive();
            assertThat(after.cgroup()).isEqualTo("/system.slice/docker-" + ID + ".scope");
            assertThat(after.reading().networks()).as("it has none but its own loopback").isEmpty();
            assertThat(after.reading().pressure()).isNotNull();
            assertThat(sampled.neighbours()).as("how many processors there are was not recorded")
                    .isEqualTo(Neighbours.NONE);
        }
    }

    /** As a machine with two of them tells, and as one whose numbers have gaps: what is offline has no line. */
    @Test
    void processorsAreThoseOfTheMachineThatAreOnline(@TempDir Path host) throws Exception {
        group(host);
        Path stat = host.resolve("proc/stat");
        try (Reader reader = reader(host)) {
            assertThat(reader.processors()).as("not shown").isZero();
            copy(Path.of("src/test/resources/proc/stat"), stat);
            assertThat(reader.processors()).isEqualTo(2);
            Files.writeString(stat, "cpu  6 0\ncpu0 1 0\ncpu2 2 0\ncpu10 3 0\nintr 7\ncpu11 0 0\n");
            assertThat(reader.processors()).isEqualTo(3);
            Files.writeString(stat, "cpu\ncpu 1 2 3\nbtime 1760000000\n");
            assertThat(reader.processors()).as("no line for each").isZero();
        }
    }
}
