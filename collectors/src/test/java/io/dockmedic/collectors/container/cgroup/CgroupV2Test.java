package io.dockmedic.collectors.container.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files of a real host with cgroup v2: Debian 13, kernel 6.1, systemd's driver. */
class CgroupV2Test {
    private static final Path HOST = Path.of("src/test/resources/cgroup2");

    private static Cgroup of(String container) {
        return new CgroupV2(new GroupFile(HOST.resolve(container), new KernelFiles(100)));
    }

    @Test
    void processorTimeAndItsQuota() {
        assertThat(of("limited-busy-throttled").cpu()).isEqualTo(new Cpu(
                14_221_637_000L, 13_763_991_000L, 457_645_000L,
                new Cpu.Quota(50_000, 100_000, 286, 213, 10_007_027_000L)));
        assertThat(Objects.requireNonNull(of("idle-unlimited").cpu()).quota()).isNull();
    }

    @Test
    void memory() {
        Memory memory = Objects.requireNonNull(of("limited-busy-throttled").memory());
        assertThat(memory).isEqualTo(new Memory(
                21_934_080, 21_934_080 - 20_971_520, OptionalLong.of(57_344), OptionalLong.of(20_979_712),
                OptionalLong.of(0), OptionalLong.of(0), OptionalLong.of(23_318_528),
                OptionalLong.of(897_024),
                new Memory.Limits(OptionalLong.of(67_108_864), OptionalLong.of(0), OptionalLong.empty()),
                new Memory.Events(OptionalLong.of(0), OptionalLong.of(0), OptionalLong.of(0)),
                new Memory.Faults(1217, 0), new Memory.Faults(1217, 0)));
        assertThat(Objects.requireNonNull(of("idle-unlimited").memory()).limits()).isEqualTo(Memory.Limits.NONE);
    }

    @Test
    void aReservationIsTheKernelsLowBound(@TempDir Path group) throws Exception {
        Files.writeString(group.resolve("memory.current"), "4096\n");
        Files.writeString(group.resolve("memory.low"), "33554432\n");
        Memory memory = new CgroupV2(new GroupFile(group, new KernelFiles(100))).memory();
        assertThat(Objects.requireNonNull(memory).limits().reservation()).hasValue(33_554_432);
    }

    @Test
    void aChildKilledForWantOfMemoryIsCountedAndHowOftenTheLimitWasReached() {
        assertThat(Objects.requireNonNull(of("child-after-oom").memory()).events())
                .isEqualTo(new Memory.Events(OptionalLong.of(1), OptionalLong.of(39), OptionalLong.of(0)));
    }

    @Test
    void ofDevicesItReadsSixtyFour(@TempDir Path group) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append("7:").append(i).append(" rbytes=1 wbytes=2 rios=3 wios=4 dbytes=0 dios=0\n");
        }
        Files.writeString(group.resolve("io.stat"), text);
        assertThat(new CgroupV2(new GroupFile(group, new KernelFiles(100_000))).disks()).hasSize(64);
    }

    @Test
    void tasks() {
        assertThat(of("limited-busy-throttled").tasks())
                .isEqualTo(new Tasks(1, OptionalLong.of(50), OptionalLong.of(0)));
    }

    @Test
    void processes() {
        assertThat(of("limited-busy-throttled").processes()).containsExactly(1141);
    }

    @Test
    void pressureIsTimeLost() {
        Pressure pressure = Objects.requireNonNull(of("limited-busy-throttled").pressure());
        assertThat(pressure.cpu()).isEqualTo(new Pressure.Stall(14_269_952, 14_122_094));
    }

    @Test
    void disks() {
        assertThat(of("limited-busy-throttled").disks()).containsExactly(new DiskIo(254, 0, 0, 20_971_520, 0, 22));
    }

    @Test
    void aGroupThatIsGoneSaysNothing() {
        Cgroup gone = of("no-such-container");
        assertThat(gone.cpu()).isNull();
        assertThat(gone.memory()).isNull();
        assertThat(gone.tasks()).isNull();
        assertThat(gone.processes()).isEmpty();
        assertThat(gone.pressure()).isNull();
        assertThat(gone.disks()).isEmpty();
    }
}
