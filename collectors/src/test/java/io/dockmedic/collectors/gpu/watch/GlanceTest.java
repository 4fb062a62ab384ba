package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.testkit.gpu.AmdTree;
import java.io.IOException;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlanceTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private final ManualTime time = new ManualTime(NOW);

    @TempDir
    Path root;

    @Test
    void whileTheyAreReleasedNothingIsLookedAt() throws Exception {
        FakeNvml fake = FakeNvml.in(root);
        LibraryFile library = LibraryFile.at(fake.file().toString());
        new ReleaseFile(ReleaseFile.in(root)).write(Release.of(NOW, NOW.plusSeconds(60), "anna", "a reset"));
        time.advance(Duration.ofSeconds(59));
        Glance released = Glance.unlessReleased(root, time, library, root);
        assertThat(released.driver()).isEqualTo(GpuDriverState.RELEASED);
        assertThat(released.why()).startsWith("released until 2026-11-01T10:01:00Z by anna (a reset): ");
        assertThat(fake.calls()).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(Glance.unlessReleased(root, time, library, root).driver())
                .isEqualTo(GpuDriverState.OK);
    }

    @Test
    void whereThereIsNoGpuNothingIsLoaded() {
        assertThat(Glance.at(LibraryFile.USUAL, root, time)).matches(Glance::none);
    }

    @Test
    void aGpuWithoutDriverIsSaidAndNotAsked() throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/bus/pci/devices/0000:01:00.0"));
        Files.writeString(device.resolve("vendor"), "0x10de\n");
        Files.writeString(device.resolve("class"), "0x030200\n");

        Glance glance = Glance.at(LibraryFile.USUAL, root, time);

        assertThat(glance.driver()).isEqualTo(GpuDriverState.NO_DRIVER);
        assertThat(glance.onBus()).hasSize(1);
        assertThat(glance.why()).contains("driver is not loaded");
    }

    @Test
    void aLibraryThatCannotBeLoadedIsSaid() {
        Glance glance = Glance.at(LibraryFile.at(root.resolve("libnone.so").toString()), root, time);

        assertThat(glance.driver()).isEqualTo(GpuDriverState.NO_LIBRARY);
        assertThat(glance.none()).isFalse();
    }

    @Test
    void aLibraryBelowTheDriversRootIsLoadedAndSaid() throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/bus/pci/devices/0000:01:00.0"));
        Files.writeString(device.resolve("vendor"), "0x10de\n");
        Files.writeString(device.resolve("class"), "0x030200\n");
        Files.writeString(Files.createDirectories(root.resolve("proc/driver/nvidia")).resolve("version"), "550\n");
        Path driver = Files.createDirectory(root.resolve("driver"));
        assertThat(Glance.at(new LibraryFile("", driver), root, time).why()).contains(
                "there is no libnvidia-ml.so.1 below " + driver);
        FakeNvml fake = FakeNvml.in(root);
        Files.createSymbolicLink(Files.createDirectories(driver.resolve("usr/lib64")).resolve("libnvidia-ml.so.1"),
                fake.file());
        Glance glance = Glance.at(new LibraryFile("", driver), root, time);
        assertThat(glance.driver()).isEqualTo(GpuDriverState.OK);
        assertThat(glance.known()).isEqualTo(1);
        assertThat(glance.library()).isEqualTo(fake.file().toRealPath().toString());
    }

    @Test
    void amdsAreSeenByFilesAlone() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        Glance glance = Glance.at(LibraryFile.USUAL, root, time);
        assertThat(glance.none()).as("of NVIDIA's").isTrue();
        assertThat(glance.amd()).isEqualTo(new Glance.OfAmd(List.of(AmdTree.CARD), List.of(AmdTree.CARD), List.of(),
                true, true,
                "", "Linux 6.8.0-45-generic"));
        Files.delete(root.resolve("sys/bus/pci/devices").resolve(AmdTree.CARD).resolve("driver"));
        Files.delete(root.resolve("sys/class/kfd/kfd"));
        assertThat(Glance.at(LibraryFile.USUAL, root, time).amd()).isEqualTo(new Glance.OfAmd(List.of(AmdTree.CARD),
                List.of(),
                List.of(), true, false, "amdgpu does not drive the GPU at " + AmdTree.CARD, "Linux 6.8.0-45-generic"));
    }

    @Test
    void oneOfAmdsInAProcessorIsToldApart() throws IOException {
        AmdTree.plant(root, "phoenix");
        assertThat(Glance.at(LibraryFile.USUAL, root, time).amd()).satisfies(
                amd -> assertThat(amd.driven()).hasSize(1).isEqualTo(amd.within()),
                amd -> assertThat(amd.counted()).isZero());
    }
}
