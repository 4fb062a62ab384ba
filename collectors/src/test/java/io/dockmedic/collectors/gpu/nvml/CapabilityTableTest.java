package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.Capabilities;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver can say of a GPU, on a library that stands in for NVIDIA's. */
class CapabilityTableTest {
    private static final Clock CLOCK = new SystemClock();
    private static final int DEPRECATED = 26;

    @TempDir
    private Path home;

    private static Nvml open(FakeNvml fake) {
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        return nvml;
    }

    @Test
    void eachFunctionAndFieldIsTherePerAnswer() {
        Nvml nvml = open(FakeNvml.in(home)
                .runs(0, 4242, 1)
                .says(0, "return.nvmlDeviceGetFanSpeed", 3)
                .says(0, "return.nvmlDeviceGetPersistenceMode", 4)
                .says(0, "return.nvmlDeviceGetEncoderUtilization", 999)
                .says(0, "return.nvmlDeviceGetDecoderUtilization", 27)
                .says(0, "threshold.2", 0)
                .says(0, "field.82", -1)
                .says(0, "spoils.230", 2));
        nvml.read(0);
        Capabilities can = nvml.read(0).can();
        assertThat(can.lacking()).isEmpty();
        assertThat(can.refused()).containsEntry("nvmlDeviceGetFanSpeed", "NVML_ERROR_NOT_SUPPORTED")
                .containsEntry("nvmlDeviceGetPersistenceMode", "NVML_ERROR_NO_PERMISSION")
                .containsEntry("nvmlDeviceGetEncoderUtilization", "NVML_ERROR_UNKNOWN")
                .containsEntry("nvmlDeviceGetMarginTemperature", "NVML_ERROR_NOT_SUPPORTED")
                .containsEntry("NVML_FI_DEV_MEMORY_TEMP", "NVML_ERROR_NOT_SUPPORTED")
                .containsEntry("NVML_FI_DEV_NVLINK_COUNT_RCV_ERRORS", "NVML_ERROR_NOT_SUPPORTED")
                .containsEntry("NVML_FI_DEV_GET_GPU_RECOVERY_ACTION", "NVML_ERROR_INVALID_ARGUMENT")
                .doesNotContainKeys("nvmlDeviceGetTemperatureThreshold", "nvmlDeviceGetFieldValues");
        assertThat(can.supported()).contains("nvmlDeviceGetPowerUsage", "nvmlDeviceRegisterEvents",
                "nvmlDeviceGetTemperatureThreshold", "nvmlDeviceGetFieldValues", "NVML_FI_DEV_ECC_SBE_VOL_TOTAL")
                .as("not ready now")
                .contains("nvmlDeviceGetDecoderUtilization")
                .as("none took anything")
                .contains("nvmlDeviceGetProcessesUtilizationInfo")
                .isSorted()
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(can.refused().keySet());
    }

    /** A driver keeps the symbol of what it no longer does, and answers 26 (NVML_ERROR_DEPRECATED). */
    @Test
    void whatADriverHasGivenUpIsLeftOutAndTheRestIsRead() {
        FakeNvml fake = FakeNvml.in(home);
        GpuReading whole = open(fake).read(0);
        fake.says(0, "return.nvmlDeviceGetFanSpeed", DEPRECATED)
                .says(0, "return.nvmlDeviceGetPersistenceMode", DEPRECATED);
        GpuReading reading = open(fake).read(0);
        assertThat(reading.can().refused()).containsEntry("nvmlDeviceGetFanSpeed", "NVML_ERROR_DEPRECATED")
                .containsEntry("nvmlDeviceGetPersistenceMode", "NVML_ERROR_DEPRECATED");
        assertThat(reading.can().supported()).contains("nvmlDeviceGetPowerUsage", "nvmlDeviceGetUtilizationRates")
                .doesNotContain("nvmlDeviceGetFanSpeed", "nvmlDeviceGetPersistenceMode");
        assertThat(reading.state()).isEqualTo(GpuState.OK);
        assertThat(whole.values()).containsKey(Quantity.FAN);
        assertThat(reading.values()).doesNotContainKey(Quantity.FAN).containsKeys(Quantity.POWER, Quantity.TEMPERATURE);
    }

    @Test
    void whatAnOldDriverLacksIsNotRefused() {
        Capabilities can = open(FakeNvml.old(home).runs(0, 4242, 1)).read(0).can();
        assertThat(can.lacking()).contains("nvmlDeviceGetTemperatureV", "nvmlDeviceGetMarginTemperature",
                "nvmlDeviceGetProcessesUtilizationInfo", "nvmlDeviceGetFieldValues", "nvmlEventSetWait_v2").isSorted();
        assertThat(can.refused()).isEmpty();
        assertThat(can.supported()).contains("nvmlDeviceGetTemperature", "nvmlDeviceGetProcessUtilization");
    }

    @Test
    void oneThatWasLostKnowsNothingOfItsDriverUntilItIsBack() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetFanSpeed", 3);
        Nvml nvml = open(fake);
        assertThat(nvml.read(0).can().refused()).containsKey("nvmlDeviceGetFanSpeed");
        fake.says(0, "lost", 1);
        assertThat(nvml.read(0).can()).isEqualTo(Capabilities.NONE);
        fake.unsays(0, "lost").unsays(0, "return.nvmlDeviceGetFanSpeed");
        assertThat(nvml.read(0).can().refused()).doesNotContainKey("nvmlDeviceGetFanSpeed");
        assertThat(nvml.read(0).can().supported()).contains("nvmlDeviceGetFanSpeed");
    }

    @Test
    void fieldsAreNamedAndNumberedAsInTheHeader() {
        assertThat(NvmlField.NVLINK_COUNT_SYMBOL_ERRORS.words()).isEqualTo("NVML_FI_DEV_NVLINK_COUNT_SYMBOL_ERRORS");
        assertThat(NvmlField.values()).extracting(NvmlField::id).doesNotHaveDuplicates().isSorted();
        assertThat(NvmlField.values()).extracting(NvmlField::quantity).doesNotHaveDuplicates();
    }
}
