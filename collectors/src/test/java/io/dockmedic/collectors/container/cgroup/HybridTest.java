package io.dockmedic.collectors.container.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Pressure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with the trees of v1 and that of v2, in which there is no controller: pressure is there. */
class HybridTest {
    @TempDir
    private Path host;

    @BeforeEach
    void waits() throws IOException {
        for (String of : List.of("", "system.slice/containerd.service", "docker", "docker/c1")) {
            Path group = Files.createDirectories(host.resolve("sys/fs/cgroup/unified").resolve(of));
            Files.writeString(group.resolve("memory.pressure"), """
                    some avg10=0.00 avg60=0.00 avg300=0.00 total=7
                    full avg10=0.00 avg60=0.00 avg300=0.00 total=5
                    """);
        }
    }

    @Test
    void whatItsTasksWaitedForIsInTheV2GroupOfTheSameName() {
        try (Cgroup group = group("0::/docker/c1")) {
            assertThat(Objects.requireNonNull(group.pressure()).memory()).isEqualTo(new Pressure.Stall(7, 5));
            assertThat(Objects.requireNonNull(group.pressure()).io()).isNull();
        }
    }

    @Test
    void aV2GroupThatIsNotItsOwnSaysNothingOfIt() {
        for (String other : List.of("0::/system.slice/containerd.service", "0::/", "0::/docker")) {
            try (Cgroup group = group(other)) {
                assertThat(group.pressure()).as(other).isNull();
            }
        }
    }

    private Cgroup group(String unified) {
        CgroupMounts mounts = CgroupMounts.read(List.of(
                "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
                "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw"), host);
        CgroupMembership member = CgroupMembership.read(List.of("4:memory:/docker/c1", unified));
        return Cgroup.of(member, member, mounts, new KernelFiles(100)).orElseThrow();
    }
}
