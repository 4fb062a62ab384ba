package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose the library is that does not fit the loaded driver. */
class OnDiskTest {
    private static final String FILE = "/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.535.261.03";
    private static final Nvml.Look MISMATCH = new Nvml.Look(GpuDriverState.MISMATCH, "nvmlInit_v2: 18", 0, "", FILE);
    private static final String OVERLAY = "700 600 0:50 / / rw,relatime - overlay overlay rw\n";

    @TempDir
    private Path root;

    @BeforeEach
    void driver() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("proc/driver/nvidia")).resolve("version"),
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.90.07  Fri May 31 09:35:42 UTC 2024\n");
    }

    private void contained(String mounts) throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(self.resolve("mountinfo"), OVERLAY + mounts);
        if (!Files.exists(root.resolve(".dockerenv"))) {
            Files.createFile(root.resolve(".dockerenv"));
        }
    }

    private static String mounted(String from, String at) {
        return "701 700 8:1 " + from + " " + at + " ro,nosuid,nodev - ext4 /dev/sda1 rw\n";
    }

    private Nvml.Look judged() {
        return new OnDisk(root, LibraryFile.USUAL).judged(MISMATCH);
    }

    @Test
    void onTheMachineItIsAMismatch() {
        assertThat(judged()).isEqualTo(MISMATCH);
    }

    @Test
    void theHostsOwnThatIsMountedIsOneToo() throws IOException {
        contained(mounted(FILE, FILE));
        assertThat(judged()).isEqualTo(MISMATCH);
        contained(mounted("/usr/lib", "/usr/lib"));
        assertThat(judged()).isEqualTo(MISMATCH);
    }

    @Test
    void oneOfOurOwnImageSaysNothingOfTheHost() throws IOException {
        contained(mounted("/etc/hosts", "/etc/hosts"));
        Nvml.Look look = judged();
        assertThat(look.state()).isEqualTo(GpuDriverState.NO_LIBRARY);
        assertThat(look.why()).isEqualTo(FILE
                + " does not fit the loaded driver, 550.90.07: it is of Dockmedic's own image,"
                + " and not the host's; start its container with the host's (--gpus all), or set gpu.driver_root");
        Nvml.Look well = new Nvml.Look(GpuDriverState.OK, "", 1, "550.90.07", FILE);
        assertThat(new OnDisk(root, LibraryFile.USUAL).judged(well)).isEqualTo(well);
    }

    @Test
    void oneThatTheHostHasReplacedSinceIsNotTheHosts() throws IOException {
        contained(mounted(FILE + "//deleted", FILE));
        assertThat(judged().state()).isEqualTo(GpuDriverState.NO_LIBRARY);
        assertThat(judged().why()).endsWith(
                ": the host has another one since Dockmedic's container began; start that anew");
    }

    @Test
    void onDiskOnlyThatOfTheDriversRootCountsAndNoneOfOurImage() throws IOException {
        Path folder = Files.createDirectories(root.resolve("usr/lib64"));
        Files.createSymbolicLink(folder.resolve("libnvidia-ml.so.1"),
                Files.createFile(folder.resolve("libnvidia-ml.so.535.1")).getFileName());
        assertThat(new OnDisk(root, LibraryFile.USUAL).differs()).isEqualTo(
                "the library on disk is of version 535.1, the loaded driver of 550.90.07");
        contained("");
        assertThat(new OnDisk(root, LibraryFile.USUAL).differs()).as("our image's").isEmpty();
        Path installed = Files.createDirectories(root.resolve("driver/usr/lib64"));
        Files.createSymbolicLink(installed.resolve("libnvidia-ml.so.1"),
                Files.createFile(installed.resolve("libnvidia-ml.so.550.127.08")).getFileName());
        contained(mounted("/run/nvidia/driver", root.resolve("driver").toRealPath().toString()));
        assertThat(new OnDisk(root, new LibraryFile("", root.resolve("driver"))).differs()).isEqualTo(
                "the library on disk is of version 550.127.08, the loaded driver of 550.90.07");
    }
}
