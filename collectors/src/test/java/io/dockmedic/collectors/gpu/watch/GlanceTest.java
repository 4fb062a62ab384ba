package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.testkit.gpu.AmdTree;
import java.io.IOException;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlanceTest {
    @TempDir
    Path root;

    @Test
    void whileTheyAreReleasedNothingIsLookedAt() throws Exception {
        Instant now = Instant.parse("2026-11-01T10:00:00Z");
        FakeNvml fake = FakeNvml.in(root);
        Optional<String> library = Optional.of(fake.file().toString());
        new ReleaseFile(ReleaseFile.in(root)).write(Release.of(now, now.plusSeconds(60), "anna", "a reset"));
        Glance released = Glance.unlessReleased(root, now.plusSeconds(59), library, root);
        assertThat(released.driver()).isEqualTo(GpuDriverState.RELEASED);
        assertThat(released.why()).startsWith("released until 2026-11-01T10:01:00Z by anna (a reset): ");
        assertThat(fake.calls()).isEmpty();
        assertThat(Glance.unlessReleased(root, now.plusSeconds(60), library, root).driver())
                .isEqualTo(GpuDriverState.OK);
    }

    @Test
    void whereThereIsNoGpuNothingIsLoaded() {
        assertThat(Glance.at(Optional.empty(), root)).matches(Glance::none);
    }

    @Test
    void aGpuWithoutDriverIsSaidAndNotAsked() throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/bus/pci/devices/0000:01:00.0"));
        Files.writeString(device.resolve("vendor"), "0x10de\n");
        Files.writeString(device.resolve("class"), "0x030200\n");

        Glance glance = Glance.at(Optional.empty(), root);

        assertThat(glance.driver()).isEqualTo(GpuDriverState.NO_DRIVER);
        assertThat(glance.onBus()).hasSize(1);
        assertThat(glance.why()).contains("driver is not loaded");
    }

    @Test
    void aLibraryThatCannotBeLoadedIsSaid() {
        Glance glance = Glance.at(Optional.of(root.resolve("libnone.so").toString()), root);

        assertThat(glance.driver()).isEqualTo(GpuDriverState.NO_LIBRARY);
        assertThat(glance.none()).isFalse();
    }

    @Test
    void amdsAreSeenByFilesAlone() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        Glance glance = Glance.at(Optional.empty(), root);
        assertThat(glance.none()).as("of NVIDIA's").isTrue();
        assertThat(glance.amd()).isEqualTo(new Glance.OfAmd(List.of(AmdTree.CARD), List.of(AmdTree.CARD), List.of(),
                true, true,
                "", "Linux 6.8.0-45-generic"));
        Files.delete(root.resolve("sys/bus/pci/devices").resolve(AmdTree.CARD).resolve("driver"));
        Files.delete(root.resolve("sys/class/kfd/kfd"));
        assertThat(Glance.at(Optional.empty(), root).amd()).isEqualTo(new Glance.OfAmd(List.of(AmdTree.CARD), List.of(),
                List.of(), true, false, "amdgpu does not drive the GPU at " + AmdTree.CARD, "Linux 6.8.0-45-generic"));
    }

    @Test
    void oneOfAmdsInAProcessorIsToldApart() throws IOException {
        AmdTree.plant(root, "phoenix");
        assertThat(Glance.at(Optional.empty(), root).amd()).satisfies(
                amd -> assertThat(amd.driven()).hasSize(1).isEqualTo(amd.within()),
                amd -> assertThat(amd.counted()).isZero());
    }
}
