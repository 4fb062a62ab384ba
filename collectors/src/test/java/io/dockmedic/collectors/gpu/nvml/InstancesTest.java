package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A divided GPU (MIG), on a library that stands in for NVIDIA's. */
class InstancesTest {
    private static final Clock CLOCK = new SystemClock();
    private static final long MIB = 1 << 20;
    private static final String UUID = "MIG-00000000-0000-0000-0000-00000000000";

    @TempDir
    private Path home;

    private static Nvml open(FakeNvml fake) {
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        return nvml;
    }

    private static FakeNvml divided(FakeNvml fake) {
        return fake.divides(0, 3, 0, "1g.10gb", 9856, 1200)
                .divides(0, 5, 1, "1c.2g.20gb", 19968, 4000)
                .runs(0, 41, 1000, 3, 0)
                .runs(0, 42, 2000, 5, 1);
    }

    @Test
    void eachPartHasItsProfileAndItsMemoryAndEachProcessItsPart() {
        GpuReading reading = open(divided(FakeNvml.in(home))).read(0);
        assertThat(reading.instances()).containsExactly(
                new GpuInstance(3, 0, UUID + "0", "1g.10gb",
                        Map.of(Quantity.MEMORY_TOTAL, 9856 * MIB, Quantity.MEMORY_USED, 1200 * MIB,
                                Quantity.MEMORY_RESERVED, 10 * MIB, Quantity.MEMORY_FREE, 8646 * MIB)),
                new GpuInstance(5, 1, UUID + "1", "1c.2g.20gb",
                        Map.of(Quantity.MEMORY_TOTAL, 19968 * MIB, Quantity.MEMORY_USED, 4000 * MIB,
                                Quantity.MEMORY_RESERVED, 10 * MIB, Quantity.MEMORY_FREE, 15958 * MIB)));
        assertThat(reading.processes()).containsExactly(new GpuProcess(41, 1000, -1, -1, 3, 0),
                new GpuProcess(42, 2000, -1, -1, 5, 1));
        assertThat(reading.values()).as("of the whole")
                .containsEntry(Quantity.DIVIDED, 1L)
                .containsEntry(Quantity.TEMPERATURE, 41L)
                .containsEntry(Quantity.MEMORY_TOTAL, 81920 * MIB)
                .doesNotContainKey(Quantity.UTILIZATION);
    }

    @Test
    void oneThatIsNotDividedIsNotAskedForParts() {
        FakeNvml fake = FakeNvml.in(home);
        assertThat(open(fake).read(0).instances()).isEmpty();
        assertThat(fake.calls()).noneMatch(call -> call.startsWith("nvmlDeviceGetMaxMig") || call.startsWith("part"));
    }

    @Test
    void whereProcessesOfTheWholeAreNotToldEachPartIsAsked() {
        FakeNvml fake = divided(FakeNvml.in(home)).says(0, "return.nvmlDeviceGetComputeRunningProcesses_v3", 4)
                .says(0, "return.nvmlDeviceGetGraphicsRunningProcesses_v3", 4);
        Nvml nvml = open(fake);
        nvml.read(0);
        GpuReading reading = nvml.read(0);
        assertThat(reading.processes()).containsExactly(new GpuProcess(41, 1000).in(3, 0),
                new GpuProcess(42, 2000).in(5, 1));
        assertThat(reading.usersTold()).as("each part tells of all").isTrue();
    }

    @Test
    void whereNobodyTellsOfProcessesThatThereAreNoneIsNotKnown() {
        FakeNvml fake = divided(FakeNvml.in(home)).says(0, "return.nvmlDeviceGetComputeRunningProcesses_v3", 4)
                .says("parts.nvmlDeviceGetComputeRunningProcesses_v3", 4);
        GpuReading reading = open(fake).read(0);
        assertThat(reading.processes()).isEmpty();
        assertThat(reading.usersTold()).isFalse();
        fake.unsays(0, "part");
        assertThat(open(fake).read(0).usersTold()).as("no part is known").isFalse();
    }

    @Test
    void whatAPartDoesNotHaveTheWholeStillHas() {
        FakeNvml fake = divided(FakeNvml.old(home));
        GpuReading reading = open(fake).read(0);
        assertThat(reading.instances()).extracting(GpuInstance::gpuInstance).containsExactly(3, 5);
        assertThat(reading.instances().getFirst().values()).containsEntry(Quantity.MEMORY_USED, 1200 * MIB);
        assertThat(reading.processes()).as("entries of an old driver say no part")
                .containsExactly(new GpuProcess(41, 1000), new GpuProcess(42, 2000));
    }

    @Test
    void aDriverWithoutTheThirdListsSaysThePartOfEachProcess() {
        assertThat(open(divided(FakeNvml.withoutThirdLists(home))).read(0).processes())
                .containsExactly(new GpuProcess(41, 1000).in(3, 0), new GpuProcess(42, 2000).in(5, 1));
    }

    @Test
    void aPartThatIsGoneIsGoneAndOneThatCameIsThere() {
        FakeNvml fake = divided(FakeNvml.in(home));
        Nvml nvml = open(fake);
        assertThat(nvml.read(0).instances()).hasSize(2);
        fake.unsays(0, "part");
        assertThat(nvml.read(0).instances()).isEmpty();
        fake.divides(0, 7, 0, "7g.80gb", 80000, 1);
        assertThat(nvml.read(0).instances()).extracting(GpuInstance::profile).containsExactly("7g.80gb");
        fake.unsays(0, "part").says(0, "mig", 0);
        assertThat(nvml.read(0).instances()).isEmpty();
    }
}
