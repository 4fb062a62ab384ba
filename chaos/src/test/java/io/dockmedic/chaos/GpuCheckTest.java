package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/gpu-check}, with a library and an {@code nvidia-smi} that stand in for NVIDIA's. */
class GpuCheckTest {
    /** Says what the files beside it say, as NVIDIA's does: of {@code --query-gpu} nothing where it does not know one of the names. */
    private static final String SMI = """
            #!/bin/sh
            here=$(dirname "$0")
            case "$1" in
              --help-query-gpu) sed 's/^\\([^ ]*\\) .*/"\\1"/' "$here/values" ;;
              -q) cat "$here/q" ;;
              nvlink) cat "$here/nvlink" ;;
              --query-compute-apps=*) cat "$here/apps" ;;
              --query-gpu=*)
                awk -v names="${1#*=}" '{value = $0; sub(/^[^ ]* /, "", value); said[$1] = value}
                  END {n = split(names, name, ","); for (i = 1; i <= n; i++) {
                    if (!(name[i] in said)) {print "Field \\"" name[i] "\\" is not a valid field to query."; exit 2}
                    printf "%s%s", (i > 1 ? ", " : ""), said[name[i]]}; print ""}' "$here/values" ;;
            esac
            """;

    /** What a healthy GPU of the library's says, in nvidia-smi's words. One of the names is an earlier one's. */
    private static final String VALUES = """
            uuid GPU-00000000-0000-0000-0000-000000000000
            name NVIDIA Test 80GB
            driver_version 550.54.15
            memory.total 81920
            memory.reserved 500
            memory.used 1024
            memory.free 80396
            utilization.gpu 37
            utilization.memory 12
            utilization.encoder 3
            utilization.decoder 4
            temperature.gpu 41
            temperature.memory 47
            fan.speed 30
            power.draw 71.50
            enforced.power.limit 700.00
            clocks.current.sm 1980
            clocks.current.memory 2619
            pstate P0
            persistence_mode Enabled
            mig.mode.current Disabled
            gpu_recovery_action None
            clocks_event_reasons.hw_slowdown Not Active
            clocks_event_reasons.hw_thermal_slowdown Not Active
            clocks_throttle_reasons.hw_power_brake_slowdown Not Active
            clocks_event_reasons.sw_thermal_slowdown Not Active
            clocks_event_reasons.active 0x0000000000000001
            clocks_event_reasons.gpu_idle Active
            clocks_event_reasons.applications_clocks_setting Not Active
            clocks_throttle_reasons.sw_power_cap Not Active
            clocks_event_reasons.sync_boost Not Active
            clocks_event_reasons_counters.sw_power_cap 5000000
            clocks_event_reasons_counters.sync_boost 0
            ecc.errors.corrected.volatile.total 2
            ecc.errors.uncorrected.volatile.total 0
            ecc.errors.corrected.aggregate.total 40
            ecc.errors.uncorrected.aggregate.total 1
            remapped_rows.correctable 1
            remapped_rows.uncorrectable 0
            remapped_rows.pending No
            remapped_rows.failure No
            retired_pages.single_bit_ecc.count [N/A]
            retired_pages.double_bit.count [N/A]
            retired_pages.pending [N/A]
            """;

    /** Lines of what {@code nvidia-smi -q} of driver 610 says of an H200, with our values, and of one of 525 of an A100. */
    private static final String Q = """
            Attached GPUs                                          : 1
            GPU 00000000:18:00.0
                MIG Mode
                    Current                                        : Disabled
                GPU UUID                                           : GPU-00000000-0000-0000-0000-000000000000
                GPU Recovery Action                                : None
                PCI
                    Replays Since Reset                            : 7
                    Replay Number Rollovers                        : 0
                Temperature
                    GPU Current Temp                               : 41 C
                    GPU Current T.Limit Temp                       : 46 C
                    GPU Shutdown Temp                              : 92 C
                    GPU Slowdown Temp                              : 89 C
                    GPU Shutdown T.Limit Temp Specification        : -5 C
                    GPU Slowdown T.Limit Temp Specification        : -2 C
                    Memory Max Operating Temp                      : 95 C
                Processes
                    Process ID                                     : 4242
            """;

    private static final String NVLINK = """
            GPU 0: NVIDIA Test 80GB (UUID: GPU-00000000-0000-0000-0000-000000000000)
            \t Link 0: Replay Errors: 0
            \t Link 0: Recovery Errors: 0
            \t Link 0: CRC Errors: 0
            """;

    private static Finished check(Path home, FakeNvml library, String values, String q, int pid, String... more)
            throws IOException {
        return checked(home, library, values, q, "GPU-00000000-0000-0000-0000-000000000000, " + pid + ", 1024\n", more);
    }

    private static Finished checked(Path home, FakeNvml library, String values, String q, String apps, String... more)
            throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.writeString(bin.resolve("values"), values);
        Files.writeString(bin.resolve("q"), q);
        Files.writeString(bin.resolve("nvlink"), NVLINK);
        Files.writeString(bin.resolve("apps"), apps);
        assertThat(Files.writeString(bin.resolve("nvidia-smi"), SMI).toFile().setExecutable(true)).isTrue();
        List<String> line = new ArrayList<>(List.of(ShippedProgram.checkout().resolve("deploy/gpu-check").toString(),
                "--library", library.file().toString(), "--seconds", "1", "--keep", home.resolve("kept").toString()));
        line.addAll(List.of(more));
        return Command.run(Map.of("PATH", bin + ":" + System.getenv("PATH"), "DOCKER_SOCKET",
                home.resolve("none.sock").toString()), line);
    }

    /** What a reading of the stand-in costs says nothing, so that any cost will do. Takes the ten seconds between two readings. */
    @Test
    void whereAllIsTheSameItSaysSo(@TempDir Path home) throws Exception {
        FakeNvml library = FakeNvml.in(home).runs(0, 4242, 1 << 30).says(0, "energy.clock", 1).says(0, "margin", 46);
        library.says(0, "field.193", -5).says(0, "field.194", -2).says(0, "field.270", 7_000_000);
        Finished ended = check(home, library,
                VALUES + "clocks_event_reasons_counters.hw_thermal_slowdown 7000\n", Q,
                4242, "--samples", "2", "--cost", "10000", "--share", "100");
        assertThat(ended.stdout()).as(ended.stderr())
                .contains("56 readings are the same, 0 differ or fail", "GPUs: nvidia-smi knows 1, Dockmedic 1",
                        "Driver: ok", "Processes: those that nvidia-smi has (4242), with their memory: PASS",
                        "Driver's version: 550.54.15: PASS",
                        "The driver tells of faults (xid, single_bit_error, double_bit_error): PASS",
                        "ms at most: PASS (10000 ms)", "PASS (100 %)", "% of a core over 1 s")
                .containsPattern("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION .* same\n")
                .containsPattern("DCGM_FI_DEV_RETIRED_PENDING .* neither has it\n")
                .containsPattern(
                        "Not compared, for nvidia-smi is not asked or does not tell: .*DCGM_FI_DEV_LOW_UTIL_VIOLATION")
                .doesNotContain("DIFFERENT", ": FAIL");
        assertThat(ended.exitCode()).isZero();
        assertThat(home.resolve("kept/nvidia-smi-q.txt")).hasContent(Q);
    }

    @Test
    void whatDiffersCostsTooMuchOrIsRefusedIsSaid(@TempDir Path home) throws Exception {
        FakeNvml library = FakeNvml.in(home).runs(0, 4242, 1 << 30).says(0, "return.nvmlDeviceRegisterEvents", 3);
        String values = VALUES.replace("rows.pending No", "rows.pending Yes").replace("gpu 41", "gpu 43");
        String q = Q.replace(": 7", ": 8").replace(": 89 C", ": 87 C").replace("Process ID  ", "Process Name");
        Finished ended = check(home, library, values, q, 4343, "--samples", "1", "--cost", "0.000001", "--share",
                "100");
        assertThat(ended.stdout()).as(ended.stderr())
                .containsPattern("DCGM_FI_DEV_GPU_TEMP +temperature.gpu +41.0 +43 \\+-1 +DIFFERENT\n")
                .containsPattern("DCGM_FI_DEV_ROW_REMAP_PENDING +remapped_rows.pending +0.0 +1 \\+-0 +DIFFERENT\n")
                .containsPattern("DCGM_FI_DEV_PCIE_REPLAY_COUNTER +q:replays +7.0 +8 \\+-0 +DIFFERENT\n")
                .containsPattern("dockmedic_gpu_temperature_limit_celsius +q:slowdown +89.0 +87 \\+-0 +DIFFERENT\n")
                .contains("Processes: 4242 is not known to nvidia-smi, 4343 is not known to Dockmedic: FAIL",
                        "The driver does not tell of faults (why not: nvmlDeviceRegisterEvents: not supported (NVML 3)): FAIL",
                        "ms at most: FAIL (0.000001 ms)", "46 readings are the same, 8 differ or fail");
        assertThat(ended.exitCode()).isOne();
    }

    /** Its parts have the memory then, each its own, and the library tells the whole besides. */
    @Test
    void whatIsDividedIsComparedAsAWhole(@TempDir Path home) throws Exception {
        FakeNvml library = FakeNvml.in(home).divides(0, 1, 0, "1g.10gb", 9728, 512);
        Finished ended = checked(home, library, VALUES.replace("mig.mode.current Disabled", "mig.mode.current Enabled"),
                Q, "", "--samples", "1", "--cost", "10000", "--share", "100");
        assertThat(ended.stdout()).as(ended.stderr())
                .containsPattern("dockmedic_gpu_memory_bytes +memory.total .* same\n")
                .containsPattern("dockmedic_gpu_memory_used_bytes +memory.used .* same\n")
                .doesNotContain("DCGM_FI_DEV_FB_TOTAL ");
    }

    /** Nothing was shown by it, so it is no PASS. */
    @Test
    void whereNothingComputesThatIsSaid(@TempDir Path home) throws Exception {
        Finished ended = checked(home, FakeNvml.in(home), VALUES.replace("550.54.15", "550.54.16"), Q, "", "--samples",
                "1", "--cost", "10000", "--share", "100");
        assertThat(ended.stdout()).as(ended.stderr())
                .contains("Processes: not tried: nothing computes on it",
                        "Driver's version: 550.54.15 by Dockmedic, 550.54.16 by nvidia-smi: FAIL")
                .doesNotContain("Processes: those");
        assertThat(ended.exitCode()).isOne();
    }

    @Test
    void whereNothingComputesAProgramOfItsOwnDoesAndItsMemoryIsCompared(@TempDir Path home) throws Exception {
        FakeNvml library = FakeNvml.in(home);
        Path holder = Files.createDirectories(home.resolve("bin")).resolve("python3");
        // Stands in for who holds memory of a GPU: tells the library and nvidia-smi of itself, and how much each says it has.
        Files.writeString(holder, """
                #!/bin/sh
                cat > /dev/null
                echo "0 process $$ $((%d * 1048576))" >> '%s.state'
                echo "GPU-00000000-0000-0000-0000-000000000000, $$, %d" > "$(dirname "$0")/apps"
                echo holds
                exec sleep 300
                """.formatted(8, library.file(), 80));
        assertThat(holder.toFile().setExecutable(true)).isTrue();
        Finished ended = checked(home, library, VALUES, Q, "", "--samples", "1", "--cost", "10000", "--share", "100");
        assertThat(ended.stdout()).as(ended.stderr())
                .containsPattern("Nothing computes here: process \\d+ holds 8 MiB for as long as this takes")
                .containsPattern("Processes: \\d+ has 8 MiB by Dockmedic and 80 to 80 by nvidia-smi: FAIL")
                .doesNotContain("is not known to");
        assertThat(ended.exitCode()).isOne();
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
