package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.DriverSampled;
import io.dockmedic.collectors.event.GpuEvent.Quiet;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was told of before our start and is not there any more: else what fired for it would do so for ever. */
class ToldOfTest extends GpuBench {
    private static final String FIRST = "0000:18:00.0";
    private static final String SECOND = "0000:19:00.0";

    private void kept(String what) {
        await().atMost(SOON)
                .until(() -> Files.exists(root.resolve("gpu-told"))
                        && Files.readString(root.resolve("gpu-told")).contains(what));
    }

    private void notKept(String what) {
        await().atMost(SOON).until(() -> !Files.readString(root.resolve("gpu-told")).contains(what));
    }

    private void takenOut(String pci) throws IOException {
        Path device = root.resolve("sys/bus/pci/devices").resolve(pci);
        for (String file : Set.of("vendor", "class")) {
            Files.delete(device.resolve(file));
        }
        Files.delete(device);
    }

    private void rounds(int more) {
        int before = all(DriverSampled.class).size();
        await().atMost(SOON).until(() -> all(DriverSampled.class).size() > before + more);
    }

    @Test
    void oneThatWasTakenOutWhileWeDidNotRunIsSaidToBeGoneOnce() throws Exception {
        onBus(FIRST);
        onBus(SECOND);
        FakeNvml fake = FakeNvml.in(root).says("count", 2);
        collect(fake);
        kept(SECOND);
        end();
        fake.says("count", 1);
        takenOut(SECOND);
        collect(fake);
        Quiet gone = event(Quiet.class, any -> true);
        assertThat(gone.subject()).isEqualTo(SECOND);
        assertThat(gone.code()).isEqualTo(Quiet.GONE);
        assertThat(gone.gpu().uuid()).isNotEmpty();
        assertThat(gone.summary()).endsWith(" is not there any more");
        notKept(SECOND);
        rounds(3);
        assertThat(all(Quiet.class)).hasSize(1);
        assertThat(all(Sampled.class)).extracting(Sampled::subject).containsOnly(FIRST);
    }

    /** The library is named, so it is asked for ever: it says that there is no driver. */
    @Test
    void oneThatIsNotOnTheBusIsGoneThoughItsDriverIsNotLoaded() throws Exception {
        onBus(FIRST);
        Files.createDirectories(root.resolve("sys/bus/pci/devices/0000:00:02.0"));
        FakeNvml fake = FakeNvml.in(root);
        collect(fake);
        kept(FIRST);
        end();
        fake.says("init", 9);
        collect(Optional.of(fake), Map.of());
        rounds(3);
        assertThat(all(Quiet.class)).as("it is there").isEmpty();
        takenOut(FIRST);
        assertThat(event(Quiet.class, any -> true).subject()).isEqualTo(FIRST);
    }

    @Test
    void oneThatIsOnTheBusIsNotGone() throws Exception {
        onBus(FIRST);
        onBus(SECOND);
        FakeNvml fake = FakeNvml.in(root).says("count", 2);
        collect(fake);
        kept(SECOND);
        end();
        fake.says("count", 1);
        collect(fake);
        rounds(5);
        assertThat(all(Quiet.class)).isEmpty();
    }

    @Test
    void oneThatIsLostAndSaysItsNumberAloneIsNotGone() throws Exception {
        FakeNvml fake = FakeNvml.in(root).says("count", 2);
        collect(fake);
        kept(SECOND);
        end();
        fake.says(1, "lost", 1);
        collect(fake);
        event(Sampled.class, one -> one.subject().equals("number 1"));
        rounds(5);
        assertThat(all(Quiet.class)).isEmpty();
    }

    @Test
    void whatTheDriverCannotSayNorAMachineThatHasJustStartedIsNotGone() throws Exception {
        FakeNvml fake = FakeNvml.in(root).says("count", 2);
        collect(fake);
        kept(SECOND);
        end();
        fake.says("init", 9);
        collect(Optional.of(fake), Map.of());
        rounds(3);
        end();
        Path uptime = Files.createDirectories(root.resolve("proc")).resolve("uptime");
        Files.writeString(uptime, "200.00 512.00\n");
        fake.says("init", 0).says("count", 1);
        collect(fake);
        rounds(3);
        assertThat(all(Quiet.class)).isEmpty();
        Files.writeString(uptime, "300.00 513.00\n");
        assertThat(event(Quiet.class, any -> true).subject()).isEqualTo(SECOND);
    }

    @Test
    void whereTheLastWasTakenOutItsDriversIncidentIsOverToo() throws Exception {
        onBus(FIRST);
        collect(Optional.empty(), Map.of());
        event(DriverSampled.class, one -> one.state() == GpuDriverState.NO_DRIVER);
        kept("driver");
        end();
        takenOut(FIRST);
        collect(Optional.empty(), Map.of());
        DriverSampled over = event(DriverSampled.class, any -> true);
        assertThat(over.state()).isEqualTo(GpuDriverState.OK);
        assertThat(over.onBus()).isZero();
        notKept("driver");
        assertThat(all(DriverSampled.class)).hasSize(1);
    }
}
