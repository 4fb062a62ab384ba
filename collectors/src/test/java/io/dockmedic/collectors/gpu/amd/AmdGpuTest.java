package io.dockmedic.collectors.gpu.amd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.fault.AmdCatalogue;
import io.dockmedic.collectors.gpu.fault.Looks;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.dockmedic.testkit.gpu.AmdTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmdGpuTest {
    private static final String INSTINCT = "0000:83:00.0";

    @TempDir
    private Path root;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Report> reports = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    /** What the kernel answers instead of a file's text, by its name. */
    private final Map<String, String> refused = new HashMap<>();
    /** The same, where it is written. */
    private final Map<String, String> unwritten = new HashMap<>();

    private AmdGpu gpu(String pci) {
        return new AmdGpu(0, pci, root, new SysFile() {
            @Override
            public String read(Path file) throws IOException {
                asked.add(String.valueOf(file.getFileName()));
                refuse(refused, file);
                return REAL.read(file);
            }

            @Override
            public void write(Path file, String text) throws IOException {
                refuse(unwritten, file);
                REAL.write(file, text);
            }
        }, new Looks(), reports::add);
    }

    private static void refuse(Map<String, String> reasons, Path file) throws IOException {
        String reason = reasons.get(String.valueOf(file.getFileName()));
        if (reason != null) {
            throw new IOException(reason);
        }
    }

    private GpuReading later(AmdGpu gpu) {
        now = now.plusSeconds(61);
        return gpu.read(now);
    }

    @Test
    void aCardTellsInTheKernelsUnits() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        GpuReading read = gpu(AmdTree.CARD).read(now);
        assertThat(read.gpu()).isEqualTo(
                new Gpu(0, "amd", AmdTree.CARD, "GPU-946d7e1ef9b172dd", "AMD Radeon RX 6900 XT"));
        assertThat(read.device()).isEqualTo("renderD128");
        assertThat(read.state()).isEqualTo(GpuState.OK);
        assertThat(read.cure()).isEqualTo(Cure.NONE);
        assertThat(read.slowdown()).isEmpty();
        assertThat(read.values()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry(Quantity.UTILIZATION, 3L), Map.entry(Quantity.MEMORY_UTILIZATION, 0L),
                Map.entry(Quantity.MEMORY_TOTAL, 17163091968L), Map.entry(Quantity.MEMORY_USED, 668274688L),
                Map.entry(Quantity.MEMORY_FREE, 16494817280L),
                Map.entry(Quantity.SHARED_MEMORY_TOTAL, 16786171904L),
                Map.entry(Quantity.SHARED_MEMORY_USED, 62369792L),
                Map.entry(Quantity.TEMPERATURE, 56L), Map.entry(Quantity.HOTSPOT_TEMPERATURE, 59L),
                Map.entry(Quantity.MEMORY_TEMPERATURE, 54L), Map.entry(Quantity.TEMPERATURE_LIMIT, 100L),
                Map.entry(Quantity.HOTSPOT_TEMPERATURE_LIMIT, 110L),
                Map.entry(Quantity.MEMORY_TEMPERATURE_LIMIT, 100L), Map.entry(Quantity.TEMPERATURE_END, 105L),
                Map.entry(Quantity.HOTSPOT_TEMPERATURE_END, 115L), Map.entry(Quantity.MEMORY_TEMPERATURE_END, 105L),
                Map.entry(Quantity.POWER, 36_000L), Map.entry(Quantity.POWER_LIMIT, 289_000L),
                Map.entry(Quantity.SM_CLOCK, 500L), Map.entry(Quantity.MEMORY_CLOCK, 1_000L),
                Map.entry(Quantity.FAN, 0L), Map.entry(Quantity.FAN_TURNS, 0L), Map.entry(Quantity.PCIE_REPLAYS, 0L),
                Map.entry(Quantity.PCIE_SPEED, 16_000L), Map.entry(Quantity.PCIE_WIDTH, 16L),
                Map.entry(Quantity.INTEGRATED, 0L)));
    }

    @Test
    void oneInAProcessorIsToldApartAndHasNoMoreThanItTells() throws IOException {
        AmdTree.plant(root, "phoenix");
        GpuReading read = gpu("0000:64:00.0").read(now);
        assertThat(read.gpu()).isEqualTo(new Gpu(0, "amd", "0000:64:00.0", "", "AMD GPU 15bf"));
        assertThat(read.value(Quantity.INTEGRATED)).isEqualTo(1);
        assertThat(read.value(Quantity.POWER)).as("the average, where there are both").isEqualTo(3_103);
        assertThat(read.values()).doesNotContainKeys(Quantity.FAN, Quantity.POWER_LIMIT, Quantity.MEMORY_TEMPERATURE,
                Quantity.HOTSPOT_TEMPERATURE, Quantity.MEMORY_CLOCK, Quantity.MEMORY_UTILIZATION,
                Quantity.ECC_CORRECTED_VOLATILE, Quantity.RETIRED_UNCORRECTED);
    }

    @Test
    void whatIsNotSupportedIsLeftOutAndTheRestIsRead() throws IOException {
        AmdTree.plant(root, "instinct");
        AmdTree.says(root, INSTINCT, "mem_info_gtt_used", "-1");
        AmdTree.says(root, INSTINCT, "mem_info_gtt_total", "");
        GpuReading read = gpu(INSTINCT).read(now);
        assertThat(read.gpu().model()).isEqualTo("AMD INSTINCT MI210 (MCM) OAM AC MBA");
        assertThat(read.values()).doesNotContainKeys(Quantity.MEMORY_UTILIZATION, Quantity.MEMORY_TEMPERATURE,
                Quantity.PCIE_SPEED, Quantity.FAN, Quantity.FAN_TURNS, Quantity.SHARED_MEMORY_TOTAL,
                Quantity.SHARED_MEMORY_USED);
        assertThat(read.value(Quantity.POWER)).as("the newer name, where the older has no number").isEqualTo(289_000);
        assertThat(read.value(Quantity.TEMPERATURE)).as("its hottest, where it tells no other").isEqualTo(100);
        assertThat(read.slowdown()).as("at its limit").containsExactly(Slowdown.HW_THERMAL);
        assertThat(read.value(Quantity.RETIRED_UNCORRECTED)).isEqualTo(2);
        assertThat(read.cure()).as("a page that waits needs nothing").isEqualTo(Cure.NONE);
        AmdTree.says(root, INSTINCT, "ras/gpu_vram_bad_pages", "0x00000001 : 0x00001000 : F");
        AmdGpu again = gpu(INSTINCT);
        assertThat(again.read(now).cure()).isEqualTo(Cure.INSPECT);
    }

    @Test
    void aRefusalIsOfOneFileAndOfNoOther() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        refused.put("gpu_busy_percent", "Operation not permitted");
        refused.put("power1_average", "Device or resource busy");
        refused.put("temp2_input", "Resource temporarily unavailable");
        AmdGpu gpu = gpu(AmdTree.CARD);
        GpuReading read = gpu.read(now);
        assertThat(read.state()).isEqualTo(GpuState.OK);
        assertThat(read.values()).doesNotContainKeys(Quantity.UTILIZATION, Quantity.POWER, Quantity.HOTSPOT_TEMPERATURE)
                .containsKeys(Quantity.MEMORY_USED, Quantity.TEMPERATURE);
        refused.clear();
        assertThat(gpu.read(now).value(Quantity.UTILIZATION)).as("it is asked again").isEqualTo(3);
    }

    @Test
    void oneThatSleepsIsNotWokenAndOneThatTellsNothingHasFailed() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        AmdTree.says(root, AmdTree.CARD, "power/runtime_status", "suspended");
        AmdGpu gpu = gpu(AmdTree.CARD);
        GpuReading read = gpu.read(now);
        assertThat(read.state()).isEqualTo(GpuState.ASLEEP);
        assertThat(asked).containsOnly("runtime_status");
        AmdTree.says(root, AmdTree.CARD, "power/runtime_status", "unsupported");
        AmdTree.says(root, AmdTree.CARD, "power_state", "D3cold");
        assertThat(gpu.read(now).state()).isEqualTo(GpuState.ASLEEP);
        assertThat(asked).containsOnly("runtime_status", "power_state");
        AmdTree.says(root, AmdTree.CARD, "power_state", "D0");
        assertThat(gpu.read(now).state()).isEqualTo(GpuState.OK);
        asked.forEach(file -> refused.put(file, "Operation not permitted"));
        assertThat(gpu.read(now)).satisfies(failed -> assertThat(failed.state()).isEqualTo(GpuState.FAILED))
                .satisfies(failed -> assertThat(failed.why()).contains("Operation not permitted"));
    }

    @Test
    void oneThatIsNoDeviceAnyMoreIsLost() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        AmdGpu gpu = gpu(AmdTree.CARD);
        gpu.read(now);
        refused.put("gpu_busy_percent", "No such device");
        GpuReading read = gpu.read(now);
        assertThat(read.state()).isEqualTo(GpuState.LOST);
        assertThat(read.cure()).isEqualTo(Cure.REBOOT);
        assertThat(read.gpu().model()).as("as it was known").isEqualTo("AMD Radeon RX 6900 XT");
    }

    @Test
    void countsOfErrorsAreOurOwnSumsWhichNeverFall() throws IOException {
        AmdTree.plant(root, "instinct");
        AmdGpu gpu = gpu(INSTINCT);
        GpuReading first = gpu.read(now);
        assertThat(first.value(Quantity.ECC_UNCORRECTED_VOLATILE)).isEqualTo(1);
        assertThat(first.value(Quantity.ECC_CORRECTED_VOLATILE)).isEqualTo(7);
        assertThat(first.value(Quantity.ECC_DEFERRED_VOLATILE)).isEqualTo(1);
        assertThat(reports).as("nobody knows when those were").isEmpty();

        AmdTree.says(root, INSTINCT, "ras/umc_err_count", "ue: 0\nce: 5\nde: 1");
        asked.clear();
        assertThat(gpu.read(now.plusSeconds(10)).value(Quantity.ECC_CORRECTED_VOLATILE)).isEqualTo(7);
        assertThat(asked).as("seldom").doesNotContain("umc_err_count", "gpu_vram_bad_pages");
        assertThat(later(gpu).value(Quantity.ECC_CORRECTED_VOLATILE)).isEqualTo(9);

        AmdTree.says(root, INSTINCT, "ras/umc_err_count", "ue: 0\nce: 2\nde: 0");
        assertThat(later(gpu).value(Quantity.ECC_CORRECTED_VOLATILE)).as("begun anew").isEqualTo(11);
        AmdTree.says(root, INSTINCT, "ras/umc_err_count", "Query currently inaccessible");
        assertThat(later(gpu).value(Quantity.ECC_CORRECTED_VOLATILE)).isEqualTo(11);
        AmdTree.says(root, INSTINCT, "ras/umc_err_count", "ue: 1048560\nce: 1048562\nde: 0");
        assertThat(later(gpu).value(Quantity.ECC_CORRECTED_VOLATILE)).as("bits of a chip that slept").isEqualTo(11);
        assertThat(reports).isEmpty();

        AmdTree.says(root, INSTINCT, "ras/gfx_err_count", "ue: 2\nce: 4");
        assertThat(later(gpu).value(Quantity.ECC_UNCORRECTED_VOLATILE)).isEqualTo(2);
        assertThat(reports).containsExactly(
                Report.ofLibrary("amd", INSTINCT, AmdCatalogue.UNCORRECTED, now));
    }

    /** So does {@code gpu_vram_bad_pages}, which has no size of its own either. */
    @Test
    void aFileThatTellsWholeLinesOnlyIsReadToItsEnd() throws IOException {
        byte[] text = "0x00000001 : 0x00001000 : R\n".repeat(1_000).getBytes(StandardCharsets.ISO_8859_1);
        InputStream whole = new InputStream() {
            private int at;

            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (length < 4_096) {
                    return -1;
                }
                int now = Math.min(4_088, text.length - at);
                System.arraycopy(text, at, into, from, now);
                at += now;
                return now == 0 ? -1 : now;
            }
        };
        assertThat(BadPages.of(SysFile.all(whole)).retired()).isEqualTo(1_000);
        Path file = Files.write(root.resolve("file"), text);
        assertThat(SysFile.REAL.read(file)).hasSize(text.length);
        assertThatThrownBy(() -> SysFile.REAL.read(root.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void oneOfWhichOnlyTheKernelsOwnWordsAreToldHasFailed() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        AmdGpu gpu = gpu(AmdTree.CARD);
        for (String file : List.of("gpu_busy_percent", "mem_busy_percent", "temp1_input", "temp2_input", "temp3_input",
                "power1_average", "freq1_input", "freq2_input", "fan1_input", "pwm1")) {
            refused.put(file, "Connection timed out");
        }
        GpuReading read = gpu.read(now);
        assertThat(read.state()).isEqualTo(GpuState.FAILED);
        assertThat(read.cure()).isEqualTo(Cure.NONE);
        assertThat(read.why()).startsWith("it tells nothing that it is asked; ").endsWith(": Connection timed out");
        assertThat(read.values()).containsKeys(Quantity.MEMORY_USED, Quantity.PCIE_WIDTH);
        refused.remove("temp1_input");
        assertThat(gpu.read(now).state()).as("one answer is one").isEqualTo(GpuState.OK);
    }

    @Test
    void anAddressThatIsNotThereIsNoDeviceThatIsNot() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        refused.put("gpu_busy_percent", "No such device or address");
        assertThat(gpu(AmdTree.CARD).read(now).state()).isEqualTo(GpuState.OK);
    }

    @Test
    void oneThatSleepsStillHasItsBadPagesAndNeedsWhatItNeeded() throws IOException {
        AmdTree.plant(root, "instinct");
        AmdTree.says(root, INSTINCT, "ras/gpu_vram_bad_pages",
                "0x00000001 : 0x00001000 : F\n0x00000002 : 0x00001000 : R");
        AmdGpu gpu = gpu(INSTINCT);
        gpu.read(now);
        AmdTree.says(root, INSTINCT, "power/runtime_status", "suspended");
        GpuReading read = later(gpu);
        assertThat(read.state()).isEqualTo(GpuState.ASLEEP);
        assertThat(read.value(Quantity.RETIRED_UNCORRECTED)).isEqualTo(1);
        assertThat(read.cure()).isEqualTo(Cure.INSPECT);
    }

    private void may(String file, String microwatts) throws IOException {
        AmdTree.says(root, AmdTree.CARD, "hwmon/hwmon5/" + file, microwatts);
    }

    @Test
    void whatItMayDrawIsSetWhereItSaysWhatItUsuallyMay() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        may("power1_cap_max", "332000000");
        assertThat(gpu(AmdTree.CARD).power(0)).as("an older kernel")
                .isEqualTo(new PowerAnswer.Refused(
                        PowerAnswer.Why.NOT_SUPPORTED, "it does not say what it may draw, and what it usually may"));
        may("power1_cap_default", "289000000");
        AmdGpu gpu = gpu(AmdTree.CARD);
        assertThat(gpu.power(0))
                .isEqualTo(new PowerAnswer.Told(new PowerLimit(289_000, 0, 332_000, 289_000)));
        assertThat(gpu.power(261_000))
                .isEqualTo(new PowerAnswer.Told(new PowerLimit(261_000, 0, 332_000, 289_000)));
    }

    @Test
    void ofALimitThatWasPerhapsSetThatIsSaid() throws IOException {
        AmdTree.plant(root, "rx6900xt");
        may("power1_cap_max", "332000000");
        may("power1_cap_default", "289000000");
        AmdGpu gpu = gpu(AmdTree.CARD);
        unwritten.put("power1_cap", "Invalid argument");
        assertThat(gpu.power(261_000)).isEqualTo(
                new PowerAnswer.Refused(PowerAnswer.Why.OUT_OF_RANGE, "power1_cap: Invalid argument"));
        unwritten.put("power1_cap", "Device or resource busy");
        assertThat(gpu.power(261_000)).isEqualTo(
                new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, "power1_cap: Device or resource busy"));
        unwritten.put("power1_cap", "Input/output error");
        assertThat(gpu.power(261_000)).isEqualTo(new PowerAnswer.Unknown("power1_cap: Input/output error"));
    }

    @Test
    void oneWithoutSuchALimitOrThatSleepsSaysSo() throws IOException {
        AmdTree.plant(root, "phoenix");
        AmdTree.plant(root, "rx6900xt");
        assertThat(gpu("0000:64:00.0").power(15_000))
                .isEqualTo(new PowerAnswer.Refused(PowerAnswer.Why.NOT_SUPPORTED, "it has no power1_cap"));
        AmdTree.says(root, AmdTree.CARD, "power/runtime_status", "suspended");
        assertThat(gpu(AmdTree.CARD).power(261_000))
                .isEqualTo(new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, "it is asleep"));
    }
}
