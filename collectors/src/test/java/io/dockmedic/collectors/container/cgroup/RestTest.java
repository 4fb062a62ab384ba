package io.dockmedic.collectors.container.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a group that sleeps, only what may change all the same is read. */
class RestTest {
    private static final String CONTROLLERS = "cpu,cpuacct,memory,pids,blkio";
    private static final String BYTES = "blkio.throttle.io_service_bytes_recursive";

    @TempDir
    private Path host;

    @Test
    void whatOnlyItsWorkChangesIsReadWhenItHasWorked() throws IOException {
        Path folder = v1(Map.of("cpuacct.usage", "1000", "cpuacct.stat", "user 1\nsystem 2\n",
                "memory.usage_in_bytes", "4096", "memory.stat", "total_rss 1000\n", "memory.failcnt", "0",
                "memory.oom_control", "oom_kill 0\n", "pids.current", "1", "pids.events", "max 0\n",
                BYTES, "254:0 Read 1\n"));
        try (Cgroup group = group()) {
            look(group);
            write(folder, Map.of("memory.failcnt", "7", "pids.current", "9", BYTES, "254:0 Read 2\n",
                    "cpuacct.stat", "user 3\nsystem 2\n", "memory.oom_control", "oom_kill 1\n"));
            assertThat(look(group)).as("it sleeps").isEqualTo(new Look(10_000_000, 1000, 0, 0, 1, 1));

            write(folder, Map.of("cpuacct.usage", "1001"));
            assertThat(look(group)).as("it has worked").isEqualTo(new Look(30_000_000, 1000, 7, 1, 9, 2));

            write(folder, Map.of("memory.failcnt", "8"));
            group.forget();
            assertThat(look(group)).as("a thorough look").isEqualTo(new Look(30_000_000, 1000, 8, 1, 9, 2));
        }
    }

    @Test
    void whatIsTakenFromOneThatSleepsIsSeen() throws IOException {
        Path folder = v1(Map.of("cpuacct.usage", "1000", "memory.usage_in_bytes", "4096",
                "memory.stat", "total_rss 1000\n"));
        try (Cgroup group = group()) {
            look(group);
            write(folder, Map.of("memory.usage_in_bytes", "2048", "memory.stat", "total_rss 500\n"));
            assertThat(look(group).resident()).isEqualTo(500);
        }
    }

    @Test
    void whatCouldNotBeReadIsReadTheNextTime() throws IOException {
        Path folder = v1(Map.of("cpuacct.usage", "1000", "memory.usage_in_bytes", "4096", "memory.stat", ""));
        try (Cgroup group = group()) {
            look(group);
            write(folder, Map.of("memory.stat", "total_rss 500\n"));
            assertThat(look(group).resident()).isEqualTo(500);
        }
    }

    @Test
    void whereProcessorTimeIsNotToldAllIsRead() throws IOException {
        Path folder = v1(Map.of("memory.usage_in_bytes", "4096", "memory.failcnt", "0"));
        try (Cgroup group = group()) {
            for (int failures : List.of(0, 7)) {
                write(folder, Map.of("memory.failcnt", String.valueOf(failures)));
                assertThat(group.cpu()).isNull();
                assertThat(Objects.requireNonNull(group.memory()).events().atLimit()).hasValue(failures);
            }
        }
    }

    @Test
    void onV2TooAndWhatItWaitsForIsReadAlways() throws IOException {
        write(host, Map.of("cpu.stat", "usage_usec 5\n", "memory.current", "4096", "memory.stat", "anon 1000\n",
                "memory.events", "oom_kill 0\n", "pids.current", "1", "memory.swap.current", "0",
                "io.stat", "254:0 rbytes=1 wbytes=1 rios=1 wios=1\n",
                "io.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\n"));
        try (Cgroup group = new CgroupV2(new GroupFile(host, new KernelFiles(100)))) {
            look(group);
            write(host, Map.of("pids.current", "9", "memory.events", "oom_kill 1\n", "memory.stat", "anon 2000\n",
                    "io.stat", "254:0 rbytes=2 wbytes=1 rios=1 wios=1\n",
                    "io.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=2\n"));
            assertThat(look(group)).as("it sleeps").isEqualTo(new Look(0, 1000, -1, 0, 1, 2));
            assertThat(Objects.requireNonNull(Objects.requireNonNull(group.pressure()).io()).someMicros()).isEqualTo(2);

            write(host, Map.of("memory.current", "2048", "memory.swap.current", "2048"));
            assertThat(look(group).resident()).isEqualTo(2000);
            assertThat(Objects.requireNonNull(group.memory()).swap()).hasValue(2048);

            write(host, Map.of("cpu.stat", "usage_usec 6\n"));
            assertThat(look(group)).as("it has worked").isEqualTo(new Look(0, 2000, -1, 1, 9, 2));
        }
    }

    /** What one look shows. */
    private record Look(long user, long resident, long failures, long kills, long tasks, long read) {}

    private static Look look(Cgroup group) {
        long user = Objects.requireNonNull(group.cpu()).userNanos();
        Memory memory = Objects.requireNonNull(group.memory());
        long tasks = group.tasks() == null ? 0 : Objects.requireNonNull(group.tasks()).current();
        return new Look(user, memory.rss().orElse(-1), memory.events().atLimit().orElse(-1),
                memory.events().oomKills().orElse(0), tasks,
                group.disks().stream().mapToLong(disk -> disk.readBytes()).sum());
    }

    private Cgroup group() {
        CgroupMembership member = CgroupMembership.read(List.of("2:" + CONTROLLERS + ":/docker/c1"));
        CgroupMounts mounts = CgroupMounts.read(
                List.of("32 31 0:29 / /sys/fs/cgroup/all rw - cgroup cgroup rw," + CONTROLLERS), host);
        return Cgroup.of(member, member, mounts, new KernelFiles(100)).orElseThrow();
    }

    private Path v1(Map<String, String> files) throws IOException {
        Path folder = Files.createDirectories(host.resolve("sys/fs/cgroup/all/docker/c1"));
        write(folder, files);
        return folder;
    }

    /** In the place of what is there, so that one who has it open sees it. */
    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
