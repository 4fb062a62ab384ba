package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/gpu-check}, with a library and an {@code nvidia-smi} that stand in for NVIDIA's. */
class GpuCheckTest {
    /** Answers what a healthy GPU of the library's would, in nvidia-smi's units, but for one. */
    private static final String SMI = """
            #!/bin/sh
            case "$*" in
              *query-gpu=uuid*) echo GPU-00000000-0000-0000-0000-000000000000 ;;
              *=name*) echo NVIDIA Test 80GB ;;
              *memory.total*) echo 81920 ;;
              *memory.used*) echo 1024 ;;
              *memory.free*) echo 80396 ;;
              *memory.reserved*) echo 500 ;;
              *utilization*) echo 20 ;;
              *temperature.gpu*) echo 41 ;;
              *temperature.memory*) echo 47 ;;
              *fan.speed*) echo 30 ;;
              *power.draw*) echo 71.50 ;;
              *enforced.power.limit*) echo 700.00 ;;
              *clocks.sm*) echo 1980 ;;
              *clocks.mem*) echo 2619 ;;
              *pstate*) echo P0 ;;
              *corrected.volatile*) case "$*" in *uncorrected*) echo 0 ;; *) echo 2 ;; esac ;;
              *corrected.aggregate*) case "$*" in *uncorrected*) echo 1 ;; *) echo 40 ;; esac ;;
              *rows.correctable*) echo 1 ;;
              *rows.uncorrectable*) echo 0 ;;
              *rows.pending*) echo Yes ;;
              *rows.failure*) echo No ;;
              *retired*) echo '[N/A]' ;;
              *) echo "asked $*" ;;
            esac
            """;

    @Test
    void whatIsTheSameAndWhatDiffersIsSaid(@TempDir Path home) throws Exception {
        Path smi = Files.writeString(Files.createDirectories(home.resolve("bin")).resolve("nvidia-smi"), SMI);
        assertThat(smi.toFile().setExecutable(true)).isTrue();
        Finished ended = Command.run(
                Map.of("PATH", smi.getParent() + ":" + System.getenv("PATH"), "DOCKER_SOCKET",
                        home.resolve("none.sock").toString()),
                List.of(ShippedProgram.checkout().resolve("deploy/gpu-check").toString(), "--library",
                        FakeNvml.in(home).file().toString(), "--seconds", "1", "--keep",
                        home.resolve("kept").toString()));
        assertThat(ended.stdout()).as(ended.stderr())
                .contains("21 readings are the same, 1 differ", "GPUs: nvidia-smi knows 1, Dockmedic 1", "Driver: ok",
                        "neither has it", "% of a core over 1 s")
                .containsPattern("DCGM_FI_DEV_ROW_REMAP_PENDING +remapped_rows.pending +0.0 +1 +DIFFERENT");
        assertThat(ended.exitCode()).isOne();
        assertThat(home.resolve("kept/nvidia-smi-q.txt")).hasContent("asked -q");
    }

    @Test
    void whatIsMissingToReadOneOfAmdsIsSaid(@TempDir Path root) throws Exception {
        Path device = Files.createDirectories(root.resolve("sys/bus/pci/devices/0000:0c:00.0"));
        Files.writeString(device.resolve("vendor"), "0x1002\n");
        Files.writeString(device.resolve("class"), "0x030000\n");
        Files.writeString(device.resolve("device"), "0x73bf\n");
        Path none = Files.createDirectories(root.resolve("bin"));
        for (String tool : List.of("dirname", "readlink", "basename")) {
            Files.createSymbolicLink(none.resolve(tool), Path.of("/usr/bin").resolve(tool));
        }
        Finished ended = Command.run(Map.of("PATH", none.toString(), "GPU_CHECK_ROOT", root.toString()), List.of(
                "/bin/bash", ShippedProgram.checkout().resolve("deploy/gpu-check").toString()));
        assertThat(ended.stdout()).as(ended.stderr()).isEqualTo("""
                AMD GPU at 0000:0c:00.0, device 0x73bf, left alone, without a driver: amdgpu is not loaded
                There is no kfd: ROCm's programs cannot compute on AMD's GPUs
                """);
        assertThat(ended.stderr()).contains("nor is there a GPU of AMD's that amdgpu drives");
        assertThat(ended.exitCode()).isEqualTo(2);
    }
}
