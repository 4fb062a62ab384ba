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
    private static final String GPU = "0000:0c:00.0";

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
        String gpu = GPU;
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
        DrmClients.Look look = new DrmClients(root, SysFile.REAL, ours::contains).look();
        assertThat(look.users()).containsExactlyInAnyOrderEntriesOf(Map.of(
                gpu, List.of(new GpuProcess(40, 2 << 20), new GpuProcess(41, 0)),
                "0000:64:00.0", List.of(new GpuProcess(40, -1))));
        assertThat(look.shared()).as("what another has open too").containsExactly(gpu);
        assertThat(look.complete()).isTrue();
        assertThat(look.all(gpu)).isFalse();
        assertThat(look.all("0000:64:00.0")).isTrue();
    }

    @Test
    void whereNothingCanBeSeenNobodyIsTheOnlyOne() {
        assertThat(new DrmClients(root, SysFile.REAL, pid -> true).look()).isEqualTo(DrmClients.Look.NONE);
    }

    @Test
    void aDescriptorThatCannotBeSeenHidesNoOtherButTheLookIsNotWhole() throws IOException {
        opens(40, 3, "/dev/dri/renderD128", info(GPU, 7, ""));
        opens(40, 4, "/dev/dri/renderD128", info(GPU, 8, "drm-memory-vram:\t1 KiB\n"));
        DrmClients clients = new DrmClients(root, file -> {
            if (file.endsWith("3")) {
                throw new IOException("Permission denied");
            }
            return SysFile.REAL.read(file);
        }, pid -> true);
        assertThat(clients.look()).isEqualTo(
                new DrmClients.Look(Map.of(GPU, List.of(new GpuProcess(40, 1_024))), Set.of(), false));
    }

    @Test
    void oneWithTooManyIsNotSeenToItsEndAndOthersAre() throws IOException {
        Path many = Files.createDirectories(root.resolve("proc/40/fd"));
        for (int descriptor = 0; descriptor < 4_100; descriptor++) {
            Files.createSymbolicLink(many.resolve("" + descriptor), Path.of("socket:[1]"));
        }
        opens(41, 3, "/dev/dri/renderD128", info(GPU, 7, ""));
        DrmClients.Look look = new DrmClients(root, SysFile.REAL, pid -> true).look();
        assertThat(look.users()).containsOnlyKeys(GPU);
        assertThat(look.complete()).isFalse();
    }

    @Test
    void whoComputesOnAGpuThatIsNotToldMayDoSoOnAny() throws IOException {
        opens(40, 3, "/dev/dri/renderD128", info(GPU, 7, ""));
        opens(41, 3, "/dev/kfd", "pos:\t0\n");
        assertThat(new DrmClients(root, SysFile.REAL, pid -> pid == 40).look().complete()).isFalse();
    }

    @Test
    void aKernelThatDoesNotSayWhoseADescriptorIsIsAskedForTheNamesOfItsFiles() throws IOException {
        Files.createDirectories(root.resolve("sys/bus/pci/devices").resolve(GPU).resolve("drm/renderD128"));
        opens(40, 3, "/dev/dri/renderD128", "pos:\t0\npdev:\t0000:0c:00.0\nvram mem:\t8 kB\n");
        opens(40, 4, "/dev/dri/renderD128 (deleted)", "pos:\t0\n");
        assertThat(new DrmClients(root, SysFile.REAL, pid -> true).look()).isEqualTo(
                new DrmClients.Look(Map.of(GPU, List.of(new GpuProcess(40, -1))), Set.of(), true));
        opens(41, 3, "/dev/dri/renderD129", "pos:\t0\n");
        assertThat(new DrmClients(root, SysFile.REAL, pid -> true).look().complete()).as("of nobody knows which")
                .isFalse();
    }

    @Test
    void withoutItsNumberAClientIsNotTakenForAnother() throws IOException {
        String info = info(GPU, 7, "drm-memory-vram:\t1 KiB\n").replace("drm-client-id:\t7\n", "");
        opens(40, 3, "/dev/dri/renderD128", info);
        opens(41, 3, "/dev/dri/renderD128", info);
        assertThat(new DrmClients(root, SysFile.REAL, pid -> true).look().users()).isEqualTo(
                Map.of(GPU, List.of(new GpuProcess(40, 1_024), new GpuProcess(41, 1_024))));
    }
}
