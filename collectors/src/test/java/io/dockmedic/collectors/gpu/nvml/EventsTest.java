package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.Telling;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set of events in which GPUs tell of their faults, where it fails. */
class EventsTest {
    private static final String FALLEN = "nvmlEventSetWait_v2: it has fallen off the bus, or cannot be reached (NVML 15)";

    private final AtomicLong later = new AtomicLong();

    @TempDir
    private Path home;

    private Nvml open(FakeNvml fake) {
        Clock system = new SystemClock();
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), new Clock() {
            @Override
            public Instant now() {
                return system.now();
            }

            @Override
            public Instant shown(Instant own) {
                return system.shown(own);
            }

            @Override
            public long nanos() {
                return system.nanos() + later.get();
            }
        });
        assertThat(nvml.look().state()).isEqualTo(GpuDriverState.OK);
        return nvml;
    }

    private static int times(FakeNvml fake, String function) {
        return Collections.frequency(fake.calls(), function + " -1");
    }

    /** With one of two lost, waiting has failed. */
    private static void lost(FakeNvml fake, Nvml nvml) {
        assertThat(nvml.read(0).telling().ofFaults()).isTrue();
        assertThat(nvml.read(1).telling().ofFaults()).isTrue();
        fake.says(0, "lost", 1);
        assertThatThrownBy(() -> nvml.next(1_000)).isInstanceOf(IOException.class).hasMessage(FALLEN);
    }

    @Test
    void oneThatIsLostEndsTheEventsOfTheOthersOnlyUntilTheyAreRead() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("count", 2).says("wait", 15);
        Nvml nvml = open(fake);
        lost(fake, nvml);
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.LOST);
        assertThat(nvml.read(1).telling()).as("not waited for yet").isEqualTo(Telling.nothing(FALLEN));
        fake.xid(1, 31);
        assertThat(nvml.next(1_000)).contains(new Nvml.Event(nvml.read(1).gpu(), 31));
        assertThat(nvml.read(1).telling().ofFaults()).isTrue();
        assertThat(times(fake, "nvmlEventSetCreate")).isEqualTo(2);
        assertThat(times(fake, "nvmlEventSetFree")).isOne();
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).telling().ofFaults()).as("it is back").isTrue();
        fake.xid(0, 48);
        assertThat(nvml.next(1_000)).contains(new Nvml.Event(nvml.read(0).gpu(), 48));
    }

    @Test
    void whatHappenedBeforeAnybodyListenedIsToldToNobody() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("only_new", 1).xid(0, 31);
        Nvml nvml = open(fake);
        nvml.read(0);
        assertThat(nvml.next(1)).isEmpty();
        assertThat(fake.told(0)).isZero();
        fake.xid(0, 43);
        assertThat(nvml.next(1_000)).contains(new Nvml.Event(nvml.read(0).gpu(), 43));
        assertThat(fake.told(0)).isOne();
    }

    @Test
    void whereTheDriverGivesNoOtherSetThatIsSaidUntilItDoes() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("count", 2).says("wait", 15);
        Nvml nvml = open(fake);
        fake.says("return.nvmlEventSetCreate", 20);
        lost(fake, nvml);
        assertThat(nvml.tells()).isFalse();
        assertThat(nvml.read(1).telling())
                .isEqualTo(Telling.nothing("nvmlEventSetCreate: the driver gives no set of events"));
        assertThatThrownBy(() -> nvml.next(1)).hasMessage("the driver does not tell of faults");
        fake.says("return.nvmlEventSetCreate", 0);
        nvml.look();
        assertThat(nvml.tells()).isTrue();
        nvml.read(1);
        assertThat(nvml.next(1)).isEmpty();
        assertThat(nvml.read(1).telling().ofFaults()).isTrue();
    }

    @Test
    void oneThatCannotBeFreedIsLeft() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("count", 2).says("wait", 15).says("return.nvmlEventSetFree", 999);
        Nvml nvml = open(fake);
        lost(fake, nvml);
        nvml.read(1);
        fake.xid(1, 31);
        assertThat(nvml.next(1_000)).isPresent();
        assertThat(times(fake, "nvmlEventSetFree")).as("tried once").isOne();
    }

    @Test
    void oneThatFailsAsAWholeIsSaid() {
        FakeNvml fake = FakeNvml.in(home).says("return.nvmlEventSetWait_v2", 999);
        Nvml nvml = open(fake);
        nvml.read(0);
        assertThatThrownBy(() -> nvml.next(1)).hasMessage("nvmlEventSetWait_v2: unknown error (NVML 999)");
        assertThat(nvml.read(0).telling())
                .isEqualTo(Telling.nothing("nvmlEventSetWait_v2: unknown error (NVML 999)"));
    }

    @Test
    void aWaitThatDoesNotComeBackIsSaid() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("hang", "nvmlEventSetWait_v2");
        Nvml nvml = open(fake);
        Thread waits = Thread.ofPlatform().daemon().start(() -> {
            try {
                nvml.next(1);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(Duration.ofMinutes(1)).until(() -> !nvml.inside().isEmpty());
        assertThat(nvml.read(0).telling().ofFaults()).as("it has only begun").isTrue();
        later.set(Duration.ofMinutes(1).toNanos());
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(nvml.read(0).telling())
                        .isEqualTo(Telling.nothing("nvmlEventSetWait_v2 does not come back")));
        fake.says("hang", "nothing");
        assertThat(waits.join(Duration.ofSeconds(30))).isTrue();
        assertThat(nvml.read(0).telling().ofFaults()).isTrue();
    }

    @Test
    void whatIsInitialisedInVainIsShutDownAndItsEventsFreed() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), new SystemClock());
        fake.says("return.nvmlDeviceGetCount_v2", 999);
        for (int look = 0; look < 5; look++) {
            assertThat(nvml.look().state()).isEqualTo(GpuDriverState.FAILED);
        }
        assertThat(nvml.look().why()).isEqualTo("nvmlDeviceGetCount_v2: unknown error (NVML 999)");
        assertThat(times(fake, "nvmlEventSetCreate")).isEqualTo(times(fake, "nvmlEventSetFree")).isEqualTo(6);
        assertThat(times(fake, "nvmlInit_v2")).isEqualTo(6);
        assertThat(times(fake, "nvmlShutdown")).as("before it is initialised again").isEqualTo(5);
        fake.says("return.nvmlDeviceGetCount_v2", 0);
        assertThat(nvml.look().gpus()).isOne();
    }

    /** Whoever says that the driver has forgotten us may be the event loop: it calls nothing. */
    @Test
    void toForgetCallsNothingThatMayHang() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("hang", "nvmlEventSetFree");
        Nvml nvml = open(fake);
        nvml.read(0);
        assertThat(Thread.ofPlatform().daemon().start(nvml::forget).join(Duration.ofSeconds(10))).isTrue();
        assertThat(nvml.tells()).isFalse();
        assertThat(times(fake, "nvmlInit_v2")).as("before the next look").isOne();
        fake.says("hang", "nothing");
        assertThat(nvml.look().state()).isEqualTo(GpuDriverState.OK);
        assertThat(times(fake, "nvmlInit_v2")).isEqualTo(2);
        assertThat(times(fake, "nvmlEventSetFree")).isOne();
        assertThat(nvml.tells()).isTrue();
    }

    /** Handles of before map to nobody until each is reached, and one that is in two sets is told of twice. */
    @Test
    void whereThereAreFewerTheyTellInAnotherSetAndEachIsInItOnce() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("count", 2);
        Nvml nvml = open(fake);
        nvml.read(0);
        nvml.read(1);
        fake.says("count", 1);
        nvml.look();
        assertThat(times(fake, "nvmlEventSetCreate")).isEqualTo(2);
        assertThat(times(fake, "nvmlEventSetFree")).isOne();
        assertThat(nvml.read(0).telling().ofFaults()).isTrue();
        fake.xid(0, 31);
        assertThat(nvml.next(1_000)).contains(new Nvml.Event(nvml.read(0).gpu(), 31));
    }

    @Test
    void oneThatIsReachedAnewAndIsInTheSetIsNotAskedIntoItAgain() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = open(fake);
        nvml.read(0);
        fake.says(0, "lost", 1);
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.LOST);
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).telling().ofFaults()).isTrue();
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceRegisterEvents 0")).isOne();
    }
}
