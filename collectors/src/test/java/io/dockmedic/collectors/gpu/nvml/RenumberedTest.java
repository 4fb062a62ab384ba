package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver's numbers are of no GPU for ever. */
class RenumberedTest {
    @TempDir
    private Path home;

    private static Nvml open(FakeNvml fake) {
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), new SystemClock());
        nvml.look();
        return nvml;
    }

    @Test
    void whereThereAreFewerEachIsAskedAnewWhichOneItIs() {
        FakeNvml fake = FakeNvml.in(home).says("count", 2);
        Nvml nvml = open(fake);
        nvml.read(0);
        nvml.read(1);
        fake.says("count", 1).says(0, "pci", "00000000:19:00.0");
        assertThat(nvml.look().gpus()).isOne();
        assertThat(nvml.read(0).gpu().pci()).isEqualTo("0000:19:00.0");
    }

    @Test
    void whichOneDoesNotAnswerIsNotGuessedWhereThereAreMoreOrFewerThanBefore() {
        FakeNvml fake = FakeNvml.in(home).says("count", 2);
        Nvml nvml = open(fake);
        nvml.read(0);
        nvml.forget();
        nvml.look();
        assertThat(nvml.stuck(0, "no answer").gpu().pci()).as("as many").isEqualTo("0000:18:00.0");
        nvml.forget();
        fake.says("count", 3);
        nvml.look();
        assertThat(nvml.stuck(0, "no answer").gpu()).isEqualTo(new Gpu(0, Gpu.NVIDIA, "", "", ""));
    }

    /** As after a driver was loaded anew: a handle of before is answered so by all functions. */
    @Test
    void oneThatAnswersNothingIsReachedAnew() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = open(fake);
        nvml.read(0);
        fake.says(0, "answers", 2);
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.FAILED);
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceGetHandleByIndex_v2 0")).isOne();
        fake.unsays(0, "answers");
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.OK);
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceGetHandleByIndex_v2 0")).isEqualTo(2);
    }

    /** Another GPU has its number by now, and is not called stuck for it. */
    @Test
    void theCallThatIsStillOutIsThatOfTheOneThatHadTheNumber() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("count", 2);
        Nvml nvml = open(fake);
        nvml.read(0);
        Thread hangs = hung(fake, nvml, "nvmlDeviceGetPowerUsage");
        fake.says("count", 1);
        nvml.look();
        assertThat(nvml.stuck(0, "no answer").gpu().pci()).isEqualTo("0000:18:00.0");
        fake.unsays(0, "hang");
        assertThat(hangs.join(Duration.ofSeconds(30))).isTrue();
        assertThat(nvml.stuck(0, "no answer").gpu().pci()).as("it has come back").isEmpty();
    }

    @Test
    void whereThatOneWasNeverReachedItHasNoOthersPlaceEither() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("count", 2);
        Nvml nvml = open(fake);
        Thread hangs = hung(fake, nvml, "nvmlDeviceGetPciInfo_v3");
        fake.says("count", 1);
        nvml.look();
        assertThat(nvml.stuck(0, "no answer").gpu().pci()).isEqualTo("number 0");
        fake.unsays(0, "hang");
        assertThat(hangs.join(Duration.ofSeconds(30))).isTrue();
    }

    private static Thread hung(FakeNvml fake, Nvml nvml, String function) {
        fake.says(0, "hang", function);
        Thread hangs = Thread.ofPlatform().daemon().start(() -> nvml.read(0));
        await().atMost(Duration.ofMinutes(1)).until(() -> fake.calls().getLast().equals(function + " 0"));
        return hangs;
    }
}
