package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a GPU each process took, on a library that stands in for NVIDIA's. */
class ProcessLoadTest {
    private static final Clock CLOCK = new SystemClock();
    private static final String TODAYS = "nvmlDeviceGetProcessesUtilizationInfo";
    private static final String OLD = "nvmlDeviceGetProcessUtilization";

    @TempDir
    private Path home;

    private static Nvml open(FakeNvml fake) {
        return open(fake, CLOCK);
    }

    private static Nvml open(FakeNvml fake, Clock clock) {
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), clock);
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

    private static int computing(Nvml nvml) {
        GpuReading reading = nvml.read(0);
        assertThat(reading.state()).isEqualTo(GpuState.OK);
        return reading.processes().getFirst().computing();
    }

    @Test
    void whatWasToldHoldsForAMomentAndIsNotToldAgain() {
        ManualTime time = new ManualTime(Instant.ofEpochSecond(100));
        FakeNvml fake = FakeNvml.in(home).runs(0, 41, 1000).loads(0, 41, 60, 20, 99_000_000);
        Nvml nvml = open(fake, time);
        assertThat(computing(nvml)).isEqualTo(60);
        assertThat(computing(nvml)).as("at once, and not found").isEqualTo(60);
        time.advance(Duration.ofSeconds(4));
        assertThat(computing(nvml)).isEqualTo(60);
        time.advance(Duration.ofSeconds(1));
        assertThat(computing(nvml)).as("nothing for five seconds").isZero();
        fake.loads(0, 41, 30, 7, 104_000_000);
        assertThat(computing(nvml)).isEqualTo(30);
        fake.says(0, "lost", 1).loads(0, 41, 50, 9, 500);
        nvml.read(0);
        fake.unsays(0, "lost");
        assertThat(computing(nvml)).as("another driver's clock").isEqualTo(50);
        fake.says(0, "lost", 1).loads(0, 41, 50, 9, 0);
        nvml.read(0);
        fake.unsays(0, "lost").says(0, "load 41", "101 0 1");
        assertThat(computing(nvml)).as("nonsense, and nothing kept").isZero();
    }

    @Test
    void whereTheClockWasSetBackWhatIsToldFromThenOnCounts() {
        ManualTime time = new ManualTime(Instant.ofEpochSecond(9000));
        FakeNvml fake = FakeNvml.in(home).runs(0, 41, 1000).loads(0, 41, 60, 20, 8_999_000_000L);
        Nvml nvml = open(fake, time);
        assertThat(computing(nvml)).isEqualTo(60);
        time.setWall(Instant.ofEpochSecond(5400));
        time.advance(Duration.ofSeconds(10));
        fake.loads(0, 41, 30, 7, 5_409_000_000L);
        assertThat(computing(nvml)).isEqualTo(30);
        time.advance(Duration.ofSeconds(10));
        fake.loads(0, 41, 35, 7, 5_419_000_000L);
        assertThat(computing(nvml)).isEqualTo(35);
        time.advance(Duration.ofSeconds(10));
        assertThat(computing(nvml)).as("and is not told again").isZero();
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
