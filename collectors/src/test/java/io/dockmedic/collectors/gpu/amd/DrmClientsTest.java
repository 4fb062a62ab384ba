package io.dockmedic.collectors.gpu.amd;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.gpu.reading.GpuProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrmClientsTest {
    @TempDir
    private Path root;

    private void opens(int pid, int descriptor, String what, String info) throws IOException {
        Path process = root.resolve("proc/" + pid);
        Files.createSymbolicLink(Files.createDirectories(process.resolve("fd")).resolve("" + descriptor),
                Path.of(what));
        Files.writeString(Files.createDirectories(process.resolve("fdinfo")).resolve("" + descriptor), info);
    }

    private static String info(String pci, int client, String memory) {
        return "pos:\t0\nflags:\t02400002\nmnt_id:\t24\nino:\t1141\ndrm-driver:\tamdgpu\ndrm-client-id:\t" + client
                + "\ndrm-pdev:\t" + pci + "\npasid:\t32771\n" + memory + "drm-engine-gfx:\t57214 ns\n";
    }

    @Test
    void clientsCountOnceForTheFirstThatHasThem() throws IOException {
        String gpu = "0000:0c:00.0";
        opens(40, 3, "/dev/dri/renderD128", info(gpu, 7, "drm-memory-vram:\t1024 KiB\ndrm-memory-gtt: \t8 KiB\n"));
        opens(40, 4, "/dev/dri/renderD128", info(gpu, 7, "drm-memory-vram:\t1024 KiB\n"));
        opens(40, 5, "/dev/dri/card0", info(gpu, 8, "drm-resident-vram:\t1 MiB\n"));
        opens(40, 6, "/dev/dri/renderD129", info("0000:64:00.0", 9, ""));
        opens(40, 7, "/dev/kfd", "pos:\t0\n");
        opens(41, 3, "/dev/dri/renderD128", info(gpu, 7, "drm-memory-vram:\t1024 KiB\n"));
        opens(42, 3, "/dev/dri/renderD130", info(gpu, 9, "").replace("amdgpu", "i915"));
        opens(43, 3, "/dev/dri/renderD128", info(gpu, 10, "drm-memory-vram:\t1 KiB\n"));
        opens(44, 3, "socket:[12]", info(gpu, 11, "drm-memory-vram:\t1 KiB\n"));
        Files.createDirectories(root.resolve("proc/sys"));
        Set<Integer> ours = Set.of(40, 41, 42, 44);
        assertThat(new DrmClients(root, SysFile.REAL, ours::contains).look()).containsExactlyInAnyOrderEntriesOf(Map.of(
                gpu, List.of(new GpuProcess(40, 2 << 20), new GpuProcess(41, 0)),
                "0000:64:00.0", List.of(new GpuProcess(40, -1))));
    }

    @Test
    void whereNothingCanBeSeenThereIsNothing() {
        assertThat(new DrmClients(root, SysFile.REAL, pid -> true).look()).isEmpty();
    }
}
