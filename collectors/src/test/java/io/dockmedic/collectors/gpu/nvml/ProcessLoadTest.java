package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a GPU each process took, on a library that stands in for NVIDIA's. */
class ProcessLoadTest {
    private static final String TODAYS = "nvmlDeviceGetProcessesUtilizationInfo";
    private static final String OLD = "nvmlDeviceGetProcessUtilization";

    @TempDir
    private Path home;

    private static Nvml open(FakeNvml fake) {
        Nvml nvml = new Nvml(fake.file().toString());
        nvml.look();
        return nvml;
    }

    private static int asked(FakeNvml fake, String function) {
        return Collections.frequency(fake.calls(), function + " 0");
    }

    private static FakeNvml busy(FakeNvml fake) {
        return fake.runs(0, 41, 1000).runs(0, 42, 2000).runs(0, 43, 3000).loads(0, 41, 60, 20).loads(0, 43, 15, 5);
    }

    @Test
    void eachHasWhatItTookAndWhoIsNotToldOfTookNothing() {
        FakeNvml fake = busy(FakeNvml.in(home)).loads(0, 99, 10, 10);
        assertThat(open(fake).read(0).processes()).containsExactly(new GpuProcess(41, 1000, 60, 20),
                new GpuProcess(42, 2000, 0, 0), new GpuProcess(43, 3000, 15, 5));
        assertThat(asked(fake, OLD)).isZero();
    }

    @Test
    void anOldDriverIsAskedInTheOldWay() {
        FakeNvml old = busy(FakeNvml.old(home));
        assertThat(open(old).read(0).processes()).contains(new GpuProcess(41, 1000, 60, 20),
                new GpuProcess(42, 2000, 0, 0));
    }

    @Test
    void oneThatDoesNotKnowTheStructureIsAskedInTheOldWay() {
        FakeNvml fake = busy(FakeNvml.in(home)).says(0, "return." + TODAYS, 25);
        Nvml nvml = open(fake);
        nvml.read(0);
        assertThat(nvml.read(0).processes()).contains(new GpuProcess(43, 3000, 15, 5));
        assertThat(asked(fake, TODAYS)).isOne();
        assertThat(asked(fake, OLD)).isEqualTo(2);
    }

    @Test
    void whatWasToldBeforeIsNotToldAgainAndWithoutAnySampleNoneTookAnything() {
        FakeNvml fake = FakeNvml.in(home).runs(0, 41, 1000).loads(0, 41, 60, 20, 1000);
        Nvml nvml = open(fake);
        assertThat(nvml.read(0).processes()).containsExactly(new GpuProcess(41, 1000, 60, 20));
        GpuReading after = nvml.read(0);
        assertThat(after.processes()).as("not found").containsExactly(new GpuProcess(41, 1000, 0, 0));
        assertThat(after.state()).isEqualTo(GpuState.OK);
        fake.loads(0, 41, 30, 7, 2000);
        assertThat(nvml.read(0).processes()).containsExactly(new GpuProcess(41, 1000, 30, 7));
        fake.says(0, "lost", 1).loads(0, 41, 50, 9, 500);
        nvml.read(0);
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).processes()).as("another driver's clock")
                .containsExactly(
                        new GpuProcess(41, 1000, 50, 9));
    }

    @Test
    void aDividedOneTellsOfNoneAndIsAskedOnce() {
        FakeNvml fake = busy(FakeNvml.in(home)).says(0, "mig", 1);
        Nvml nvml = open(fake);
        nvml.read(0);
        assertThat(nvml.read(0).processes()).contains(new GpuProcess(41, 1000), new GpuProcess(42, 2000));
        assertThat(asked(fake, TODAYS)).isOne();
        assertThat(asked(fake, OLD)).isOne();
    }

    @Test
    void whereNothingUsesItNothingIsAsked() {
        FakeNvml fake = FakeNvml.in(home);
        assertThat(open(fake).read(0).processes()).isEmpty();
        assertThat(fake.calls()).noneMatch(call -> call.startsWith("nvmlDeviceGetProcess"));
    }

    @Test
    void nonsenseIsLeftOutAndOneThatDoesNotAnswerNowSaysNothing() {
        FakeNvml fake = FakeNvml.in(home).runs(0, 41, 1000).loads(0, 0, 50, 50).loads(0, 41, 1_733_000_000, 0);
        Nvml nvml = open(fake);
        assertThat(nvml.read(0).processes()).containsExactly(new GpuProcess(41, 1000, 0, 0));
        fake.says(0, "return." + TODAYS, 999);
        assertThat(nvml.read(0).processes()).containsExactly(new GpuProcess(41, 1000));
        assertThat(asked(fake, OLD)).isZero();
        fake.unsays(0, "return." + TODAYS).loads(0, 41, 12, 3);
        assertThat(nvml.read(0).processes()).containsExactly(new GpuProcess(41, 1000, 12, 3));
    }

    @Test
    void manyAreAskedForAgainWithMoreRoom() {
        FakeNvml fake = FakeNvml.in(home);
        for (int pid = 1; pid <= 200; pid++) {
            fake.runs(0, pid, 1).loads(0, pid, pid % 100, 0);
        }
        assertThat(open(fake).read(0).processes()).hasSize(200).contains(new GpuProcess(150, 1, 50, 0));
        assertThat(asked(fake, TODAYS)).isEqualTo(2);
    }
}
