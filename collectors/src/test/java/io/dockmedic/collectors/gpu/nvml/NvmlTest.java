package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.ClockReason;
import io.dockmedic.collectors.gpu.reading.GpuPart;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.dockmedic.collectors.gpu.reading.Telling;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's functions, on one that stands in for NVIDIA's: no real GPU has been seen. */
class NvmlTest {
    private static final Clock CLOCK = new SystemClock();
    private static final long MIB = 1 << 20;

    @TempDir
    private Path home;

    private GpuReading read(FakeNvml fake) {
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        assertThat(nvml.look().state()).isEqualTo(GpuDriverState.OK);
        return nvml.read(0);
    }

    @Test
    void whatAResetDependsOnIsToldAndWhatIsNotToldStandsAgainstIt() throws IOException {
        FakeNvml fake = FakeNvml.in(home)
                .says("count", 2)
                .says(0, "link", "00000000:19:00.0")
                .says(1, "display", 1)
                .says(1, "return.nvmlDeviceGetNvLinkState", 999);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        assertThat(nvml.look().gpus()).isEqualTo(2);
        assertThat(nvml.traits(0)).isEqualTo(new GpuTraits(8, false, Set.of("0000:19:00.0"), true));
        assertThat(nvml.traits(1)).isEqualTo(new GpuTraits(8, true, Set.of(), false));
        fake.says(0, "return.nvmlDeviceGetDisplayActive", 3).says(0, "return.nvmlDeviceGetNvLinkState", 3);
        fake.says(1, "return.nvmlDeviceGetDisplayActive", 999).says(1, "return.nvmlDeviceGetArchitecture", 3);
        assertThat(nvml.traits(0)).isEqualTo(new GpuTraits(8, false, Set.of(), true));
        assertThat(nvml.traits(1)).isEqualTo(new GpuTraits(-1, true, Set.of(), false));
        assertThat(nvml.place(0)).isEqualTo("0000:18:00.0");
        nvml.shut();
        assertThatThrownBy(() -> nvml.traits(0)).isInstanceOf(IOException.class).hasMessage("the library is closed");
    }

    @Test
    void aHealthyOneTellsAllThatItHas() {
        FakeNvml fake = FakeNvml.in(home).runs(0, 4242, 700 * MIB);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        assertThat(nvml.look()).isEqualTo(new Nvml.Look(GpuDriverState.OK, "", 1, "550.54.15", fake.file().toString()));
        GpuReading reading = nvml.read(0);
        assertThat(reading.gpu()).isEqualTo(new Gpu(0, "nvidia", "0000:18:00.0",
                "GPU-00000000-0000-0000-0000-000000000000", "NVIDIA Test 80GB"));
        assertThat(reading.device()).isEqualTo("nvidia0");
        assertThat(reading.state()).isEqualTo(GpuState.OK);
        assertThat(reading.cure()).isEqualTo(Cure.NONE);
        assertThat(reading.slowdown()).isEmpty();
        assertThat(reading.processes()).containsExactly(new GpuProcess(4242, 700 * MIB, 0, 0));
        assertThat(reading.values()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry(Quantity.UTILIZATION, 37L), Map.entry(Quantity.MEMORY_UTILIZATION, 12L),
                Map.entry(Quantity.ENCODER_UTILIZATION, 3L), Map.entry(Quantity.DECODER_UTILIZATION, 4L),
                Map.entry(Quantity.MEMORY_TOTAL, 81920 * MIB), Map.entry(Quantity.MEMORY_USED, 1024 * MIB),
                Map.entry(Quantity.MEMORY_RESERVED, 500 * MIB), Map.entry(Quantity.MEMORY_FREE, 80396 * MIB),
                Map.entry(Quantity.TEMPERATURE, 41L), Map.entry(Quantity.MEMORY_TEMPERATURE, 47L),
                Map.entry(Quantity.FAN, 30L), Map.entry(Quantity.POWER, 71500L),
                Map.entry(Quantity.POWER_LIMIT, 700000L), Map.entry(Quantity.ENERGY, 123456789L),
                Map.entry(Quantity.SM_CLOCK, 1980L), Map.entry(Quantity.MEMORY_CLOCK, 2619L),
                Map.entry(Quantity.PERFORMANCE_STATE, 0L), Map.entry(Quantity.ECC_CORRECTED_VOLATILE, 2L),
                Map.entry(Quantity.ECC_UNCORRECTED_VOLATILE, 0L), Map.entry(Quantity.ECC_CORRECTED_AGGREGATE, 40L),
                Map.entry(Quantity.ECC_UNCORRECTED_AGGREGATE, 1L), Map.entry(Quantity.REMAPPED_CORRECTABLE, 1L),
                Map.entry(Quantity.REMAPPED_UNCORRECTABLE, 0L), Map.entry(Quantity.REMAP_PENDING, 0L),
                Map.entry(Quantity.REMAP_FAILED, 0L), Map.entry(Quantity.PCIE_REPLAYS, 7L),
                Map.entry(Quantity.NVLINK_CRC_FLIT_ERRORS, 0L), Map.entry(Quantity.NVLINK_CRC_DATA_ERRORS, 0L),
                Map.entry(Quantity.NVLINK_REPLAYS, 0L), Map.entry(Quantity.NVLINK_RECOVERIES, 0L),
                Map.entry(Quantity.RECOVERY_ACTION, 0L), Map.entry(Quantity.PERSISTENCE, 1L),
                Map.entry(Quantity.CLOCK_REASONS, 1L), Map.entry(Quantity.POWER_VIOLATION, 5_000_000_000L),
                Map.entry(Quantity.THERMAL_VIOLATION, 0L), Map.entry(Quantity.SYNC_BOOST_VIOLATION, 0L),
                Map.entry(Quantity.BOARD_LIMIT_VIOLATION, 0L), Map.entry(Quantity.LOW_USE_VIOLATION, 0L),
                Map.entry(Quantity.RELIABILITY_VIOLATION, 0L),
                Map.entry(Quantity.DIVIDED, 0L), Map.entry(Quantity.TEMPERATURE_END, 92L),
                Map.entry(Quantity.TEMPERATURE_LIMIT, 89L), Map.entry(Quantity.MEMORY_TEMPERATURE_LIMIT, 95L)));
    }

    @Test
    void limitsOfTemperatureAreAskedOnceAndOneThatItLacksSaysNothingOfTheOthers() {
        FakeNvml fake = FakeNvml.in(home).says(0, "threshold.0", 0);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        nvml.read(0);
        assertThat(nvml.read(0).values()).containsEntry(Quantity.TEMPERATURE_LIMIT, 89L)
                .containsEntry(Quantity.MEMORY_TEMPERATURE_LIMIT, 95L)
                .doesNotContainKey(Quantity.TEMPERATURE_END);
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceGetTemperatureThreshold 0")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1})
    void oneThatSaysOnlyWhatIsLeftHasItsLimitsWorkedOut(int type) {
        FakeNvml fake = FakeNvml.in(home)
                .says(0, "margin.type", type)
                .says(0, "margin", 46)
                .says(0, "field.193", -5)
                .says(0, "field.194", -2)
                .says(0, "field.195", 0)
                .says(0, "return.nvmlDeviceGetTemperatureThreshold", 3);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(0).values()).containsEntry(Quantity.TEMPERATURE_MARGIN, 46L)
                .containsEntry(Quantity.TEMPERATURE_MARGIN_LIMIT, -2L)
                .containsEntry(Quantity.TEMPERATURE_MARGIN_END, -5L)
                .containsEntry(Quantity.MEMORY_TEMPERATURE_MARGIN_LIMIT, 0L)
                .containsEntry(Quantity.TEMPERATURE_LIMIT, 89L)
                .containsEntry(Quantity.TEMPERATURE_END, 92L)
                .doesNotContainKey(Quantity.MEMORY_TEMPERATURE_LIMIT);
        fake.says(0, "temp", 91).says(0, "margin", -3);
        assertThat(nvml.read(0).values()).as("a limit does not move")
                .containsEntry(Quantity.TEMPERATURE_MARGIN, -3L)
                .containsEntry(Quantity.TEMPERATURE_LIMIT, 89L);
    }

    @Test
    void limitsThatAreToldAreNotWorkedOut() {
        FakeNvml fake = FakeNvml.in(home).says(0, "margin", 40).says(0, "field.194", -2).says(0, "field.193", -5);
        assertThat(read(fake).values()).containsEntry(Quantity.TEMPERATURE_LIMIT, 89L)
                .containsEntry(Quantity.TEMPERATURE_END, 92L);
        assertThat(read(fake.unsays(0, "margin").says(0, "threshold.1", 0)).values()).as("nothing to work it out of")
                .doesNotContainKey(Quantity.TEMPERATURE_LIMIT);
    }

    @Test
    void ofNvlinkFiveTheCountsOfAllLinksAreAskedForWhereTheOlderOnesAreNotThere() {
        FakeNvml fake = FakeNvml.in(home);
        assertThat(read(fake).values()).containsKey(Quantity.NVLINK_REPLAYS)
                .doesNotContainKey(Quantity.NVLINK_RECEIVE_ERRORS);
        List.of(38, 45, 52, 59).forEach(field -> fake.says(0, "field." + field, -1));
        Map<Integer, Quantity> five = Map.ofEntries(Map.entry(206, Quantity.NVLINK_MALFORMED),
                Map.entry(207, Quantity.NVLINK_OVERRUNS), Map.entry(208, Quantity.NVLINK_RECEIVE_ERRORS),
                Map.entry(209, Quantity.NVLINK_REMOTE_ERRORS), Map.entry(210, Quantity.NVLINK_GENERAL_ERRORS),
                Map.entry(211, Quantity.NVLINK_INTEGRITY_ERRORS), Map.entry(212, Quantity.NVLINK_DISCARDS),
                Map.entry(213, Quantity.NVLINK_RECOVERED), Map.entry(214, Quantity.NVLINK_RECOVERY_FAILED),
                Map.entry(215, Quantity.NVLINK_RECOVERY_TRIED), Map.entry(219, Quantity.NVLINK_EFFECTIVE_ERRORS),
                Map.entry(221, Quantity.NVLINK_SYMBOL_ERRORS));
        five.keySet().forEach(field -> fake.says(0, "field." + field, (1L << 33) + field));
        Map<Quantity, Long> values = read(fake).values();
        assertThat(values).doesNotContainKeys(Quantity.NVLINK_CRC_FLIT_ERRORS, Quantity.NVLINK_CRC_DATA_ERRORS,
                Quantity.NVLINK_REPLAYS, Quantity.NVLINK_RECOVERIES);
        five.forEach((field, quantity) -> assertThat(values).containsEntry(quantity, (1L << 33) + field));
    }

    @Test
    void whatHasNoNvlinkFiveIsNotAskedForThatAgainWhileItsDriverIsLoaded() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        nvml.read(0);
        assertThat(fields(fake)).as("its own call").isEqualTo(2);
        fake.says(0, "field.208", 5);
        for (int reading = 2; reading < 63; reading++) {
            assertThat(nvml.read(0).values()).containsKey(Quantity.ENERGY)
                    .doesNotContainKey(Quantity.NVLINK_RECEIVE_ERRORS);
        }
        assertThat(fields(fake)).isEqualTo(63);
        fake.says(0, "mig", 1);
        assertThat(nvml.read(0).values()).as("otherwise than before").containsEntry(Quantity.NVLINK_RECEIVE_ERRORS, 5L);
        fake.says(0, "field.209", 6).says(0, "lost", 1);
        nvml.read(0);
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).values()).as("another driver")
                .containsEntry(Quantity.NVLINK_RECEIVE_ERRORS, 5L)
                .containsEntry(Quantity.NVLINK_REMOTE_ERRORS, 6L);
        int before = fields(fake);
        nvml.read(0);
        assertThat(fields(fake)).as("one that has it").isEqualTo(before + 2);
    }

    @Test
    void aDriverThatRefusesNvlinkFiveTellsTheRestInOneCall() {
        FakeNvml fake = FakeNvml.in(home);
        for (int field = 206; field <= 221; field++) {
            fake.says(0, "spoils." + field, 2);
        }
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        GpuReading first = nvml.read(0);
        assertThat(first.values()).containsKeys(Quantity.ENERGY, Quantity.RECOVERY_ACTION);
        assertThat(first.can().supported()).contains("nvmlDeviceGetFieldValues");
        assertThat(fields(fake)).as("looked for by halves, once").isEqualTo(24);
        nvml.read(0);
        assertThat(fields(fake)).isEqualTo(25);
    }

    @Test
    void oneThatHangsIsStillKnownWhenTheDriverForgetsUs() {
        FakeNvml fake = FakeNvml.in(home).says("count", 2);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        Gpu first = nvml.read(0).gpu();
        fake.says(1, "return.nvmlDeviceGetPowerUsage", 1);
        assertThat(nvml.read(1).state()).isEqualTo(GpuState.FAILED);
        assertThat(nvml.count()).as("forgotten").isZero();
        assertThat(nvml.stuck(0, "no answer").gpu()).isEqualTo(first);
        nvml.look();
        assertThat(nvml.stuck(0, "no answer").gpu()).as("not reached since").isEqualTo(first);
        assertThat(nvml.stuck(7, "no answer").gpu()).isEqualTo(new Gpu(7, Gpu.NVIDIA, "", "", ""));
    }

    @Test
    void anOldDriverIsAskedInTheOldWay() {
        GpuReading reading = read(FakeNvml.old(home).runs(0, 1, MIB).runs(0, 2, 2 * MIB).says(0, "reasons", 0x40));
        assertThat(reading.processes()).containsExactly(new GpuProcess(1, MIB, 0, 0), new GpuProcess(2, 2 * MIB, 0, 0));
        assertThat(reading.slowdown()).containsExactly(Slowdown.HW_THERMAL);
        assertThat(reading.values()).containsEntry(Quantity.MEMORY_USED, 1524 * MIB)
                .containsEntry(Quantity.TEMPERATURE, 41L)
                .doesNotContainKeys(Quantity.MEMORY_RESERVED, Quantity.RECOVERY_ACTION, Quantity.REMAP_PENDING);
    }

    @Test
    void ofADriverWithoutTheThirdListsTheSecondAreAsked() {
        FakeNvml fake = FakeNvml.withoutThirdLists(home)
                .runs(0, 1, MIB)
                .runs(0, 4, 4 * MIB)
                .draws(0, 2, 2 * MIB)
                .runsByMps(0, 3, 3 * MIB);
        GpuReading reading = read(fake);
        assertThat(reading.processes()).containsExactly(new GpuProcess(1, MIB, 0, 0), new GpuProcess(4, 4 * MIB, 0, 0),
                new GpuProcess(2, 2 * MIB, 0, 0), new GpuProcess(3, 3 * MIB, 0, 0));
        assertThat(fake.calls()).as("16 bytes say less than 24")
                .contains("nvmlDeviceGetComputeRunningProcesses_v2 0")
                .doesNotContain("nvmlDeviceGetComputeRunningProcesses 0", "nvmlDeviceGetGraphicsRunningProcesses 0",
                        "nvmlDeviceGetMPSComputeRunningProcesses 0");
    }

    @Test
    void ofADriverWithTheFirstListsAloneWhatDrawsAndClientsOfMpsAreSeenToo() {
        assertThat(read(FakeNvml.old(home).runs(0, 1, MIB).draws(0, 2, 2 * MIB).runsByMps(0, 3, 3 * MIB)).processes())
                .containsExactly(new GpuProcess(1, MIB, 0, 0), new GpuProcess(2, 2 * MIB, 0, 0),
                        new GpuProcess(3, 3 * MIB, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 25, 26})
    void aListThatTheDriverHasNoMoreIsAskedForInItsEarlierVersion(int gone) {
        FakeNvml fake = FakeNvml.in(home)
                .runs(0, 1, MIB)
                .draws(0, 2, MIB)
                .says(0, "return.nvmlDeviceGetComputeRunningProcesses_v3", gone);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        for (int reading = 1; reading <= 3; reading++) {
            assertThat(nvml.read(0).processes()).extracting(GpuProcess::pid).containsExactly(1, 2);
        }
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceGetComputeRunningProcesses_v3 0")).isEqualTo(1);
    }

    @Test
    void aListThatIsRefusedIsNotAskedForInAnEarlierVersion() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetComputeRunningProcesses_v3", 4);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        nvml.read(0);
        nvml.read(0);
        assertThat(fake.calls()).contains("nvmlDeviceGetComputeRunningProcesses_v3 0")
                .doesNotContain("nvmlDeviceGetComputeRunningProcesses_v2 0",
                        "nvmlDeviceGetComputeRunningProcesses 0");
    }

    @ParameterizedTest
    @CsvSource({"Compute, 3, false", "Compute, 4, false", "Compute, 999, false", "Compute, 26, true",
            "Graphics, 4, false",
            "Graphics, 999, false", "Graphics, 3, true", "MPSCompute, 4, false", "MPSCompute, 3, true"})
    void aListThatIsRefusedDoesNotSayThatItIsEmpty(String list, int answer, boolean told) {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGet" + list + "RunningProcesses_v3", answer);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        for (int reading = 1; reading <= 2; reading++) {
            assertThat(nvml.read(0).usersTold()).isEqualTo(told);
        }
        fake.unsays(0, "return.nvmlDeviceGet" + list + "RunningProcesses_v3").says(0, "lost", 1);
        assertThat(nvml.read(0).usersTold()).isFalse();
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).usersTold()).isTrue();
    }

    @Test
    void aDriverThatHasFewerListsTellsOfAllAsFarAsItCan() {
        assertThat(read(FakeNvml.old(home)).usersTold()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"24, 1", "24, 2", "24, 3", "32, 1", "32, 2", "32, 3", "16, 1", "16, 2", "16, 3"})
    void entriesOfProcessesAreOfThreeLengths(int stride, int processes) {
        FakeNvml fake = FakeNvml.in(home).says("stride", stride);
        for (int pid = 1; pid <= processes; pid++) {
            fake.runs(0, pid, pid * MIB);
        }
        assertThat(read(fake).processes()).hasSize(processes)
                .allSatisfy(
                        process -> assertThat(process.memoryBytes()).isEqualTo(process.pid() * MIB));
    }

    @Test
    void moreMemoryThanThereIsIsNotKnown() {
        assertThat(read(FakeNvml.in(home)
                .says(0, "memtotal", 8 * MIB)
                .runs(0, 1, 8 * MIB)
                .runs(0, 2, 8 * MIB + 1)
                .runs(0, 3, -1)).processes())
                .containsExactly(new GpuProcess(1, 8 * MIB, 0, 0), new GpuProcess(2, -1, 0, 0),
                        new GpuProcess(3, -1, 0, 0));
    }

    @Test
    void manyProcessesAreAskedForAgainWithMoreRoom() {
        FakeNvml fake = FakeNvml.in(home);
        for (int pid = 1; pid <= 70; pid++) {
            fake.runs(0, pid, -1);
        }
        assertThat(read(fake).processes()).hasSize(70).contains(new GpuProcess(70, -1, 0, 0));
    }

    @Test
    void whatItDoesNotHaveIsLeftOutAndNotAskedForAgain() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetFanSpeed", 3).says(0, "field.82", -1);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(0).values()).doesNotContainKeys(Quantity.FAN, Quantity.MEMORY_TEMPERATURE);
        nvml.read(0);
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceGetFanSpeed 0")).isOne();
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceGetPowerUsage 0")).isEqualTo(2);
        assertThat(Collections.frequency(fake.calls(), "nvmlDeviceGetUUID 0")).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 13})
    void aFieldForWhichTheDriverRefusesAllIsFoundOnceAndTheOthersAreTold(int refused) {
        FakeNvml fake = FakeNvml.in(home).says(0, "spoils.82", refused).says(0, "spoils.230", refused);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(0).values()).containsKeys(Quantity.ECC_CORRECTED_VOLATILE, Quantity.ENERGY,
                Quantity.PCIE_REPLAYS, Quantity.REMAP_PENDING, Quantity.REMAP_FAILED)
                .doesNotContainKeys(Quantity.MEMORY_TEMPERATURE, Quantity.RECOVERY_ACTION);
        int first = fields(fake);
        assertThat(first).isLessThan(40);
        for (int reading = 2; reading < 60; reading++) {
            assertThat(nvml.read(0).values()).containsKey(Quantity.ENERGY);
        }
        assertThat(fields(fake)).as("one call each").isEqualTo(first + 58);
        assertThat(nvml.read(0).values()).containsKey(Quantity.ENERGY).doesNotContainKey(Quantity.RECOVERY_ACTION);
        assertThat(fields(fake)).as("those two asked again, by themselves").isEqualTo(first + 61);
        fake.unsays(0, "spoils.82").unsays(0, "spoils.230").says(0, "lost", 1);
        nvml.read(0);
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).values()).containsKeys(Quantity.MEMORY_TEMPERATURE, Quantity.RECOVERY_ACTION);
    }

    @Test
    void aDriverThatRefusesEveryFieldIsNotAskedForThemInEveryReading() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetFieldValues", 2);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(0).values()).containsKey(Quantity.POWER).doesNotContainKey(Quantity.ENERGY);
        int first = fields(fake);
        assertThat(first).as("twice as many as there are fields").isLessThan(110);
        fake.unsays(0, "return.nvmlDeviceGetFieldValues");
        for (int reading = 2; reading < 60; reading++) {
            nvml.read(0);
        }
        assertThat(fields(fake)).isEqualTo(first);
        assertThat(nvml.read(0).values()).containsKey(Quantity.ENERGY);
        assertThat(fields(fake)).isEqualTo(first + 1);
    }

    private static int fields(FakeNvml fake) {
        return Collections.frequency(fake.calls(), "nvmlDeviceGetFieldValues 0");
    }

    @Test
    void whatItDidNotHaveIsAskedForAgainEveryNowAndThen() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetFanSpeed", 3).says(0, "field.82", -1);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        nvml.read(0);
        fake.unsays(0, "return.nvmlDeviceGetFanSpeed").unsays(0, "field.82");
        for (int reading = 2; reading < 60; reading++) {
            assertThat(nvml.read(0).values()).doesNotContainKeys(Quantity.FAN, Quantity.MEMORY_TEMPERATURE);
        }
        assertThat(nvml.read(0).values()).containsKeys(Quantity.FAN, Quantity.MEMORY_TEMPERATURE);
    }

    @Test
    void oneThatIsReachedAnewIsAskedForAll() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetFanSpeed", 3).says(0, "field.82", -1);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        nvml.read(0);
        fake.unsays(0, "return.nvmlDeviceGetFanSpeed").unsays(0, "field.82").says(0, "lost", 1);
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.LOST);
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).values()).containsKeys(Quantity.FAN, Quantity.MEMORY_TEMPERATURE);
    }

    @Test
    void oneThatDoesNotAnswerNowIsAskedAgain() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetPowerUsage", 999);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(0).values()).doesNotContainKey(Quantity.POWER).containsKey(Quantity.TEMPERATURE);
        fake.unsays(0, "return.nvmlDeviceGetPowerUsage");
        assertThat(nvml.read(0).values()).containsKey(Quantity.POWER);
    }

    @Test
    void oneThatAnswersNothingIsNotWell() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        nvml.read(0);
        fake.says(0, "answers", 999);
        GpuReading mute = nvml.read(0);
        assertThat(mute.state()).isEqualTo(GpuState.FAILED);
        assertThat(mute.why()).startsWith("it answers nothing that it is asked; nvmlDevice")
                .endsWith("unknown error (NVML 999)");
        fake.unsays(0, "answers");
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.OK);
    }

    @Test
    void aLostOneIsLostAndKnownForWhatItWasUntilItIsBack() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        Gpu gpu = nvml.read(0).gpu();
        fake.says(0, "lost", 1);
        GpuReading lost = nvml.read(0);
        assertThat(lost.state()).isEqualTo(GpuState.LOST);
        assertThat(lost.cure()).isEqualTo(Cure.REBOOT);
        assertThat(lost.gpu()).isEqualTo(gpu);
        assertThat(lost.values()).isEmpty();
        assertThat(lost.why()).contains("it has fallen off the bus, or cannot be reached (NVML 15)");
        fake.unsays(0, "lost");
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.OK);
    }

    @ParameterizedTest
    @CsvSource({"144, REMAP_PENDING, RESET", "145, REMAP_FAILED, REPLACE", "31, RETIRE_PENDING, RESET"})
    void repairsOfMemorySayWhatItNeeds(int field, Quantity quantity, Cure cure) {
        GpuReading reading = read(FakeNvml.in(home).says(0, "field." + field, 1));
        assertThat(reading.values()).containsEntry(quantity, 1L);
        assertThat(reading.cure()).isEqualTo(cure);
        assertThat(reading.why()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, NONE", "1, RESET", "2, REBOOT", "3, INSPECT", "4, RESET", "5, INSPECT", "6, RESET", "7, REBOOT",
            "99, INSPECT"})
    void theDriversOwnWordSaysWhatItNeeds(int action, Cure cure) {
        assertThat(read(FakeNvml.in(home).says(0, "field.230", action)).cure()).isEqualTo(cure);
    }

    @Test
    void howLongEachKeptItsClocksDownIsTold() {
        FakeNvml fake = FakeNvml.in(home);
        List.of(75, 76, 77, 78, 79, 269, 270, 271).forEach(field -> fake.says(0, "field." + field, 1000 + field));
        assertThat(read(fake).values()).containsAllEntriesOf(Map.of(Quantity.THERMAL_VIOLATION, 1075L,
                Quantity.SYNC_BOOST_VIOLATION, 1076L, Quantity.BOARD_LIMIT_VIOLATION, 1077L,
                Quantity.LOW_USE_VIOLATION, 1078L, Quantity.RELIABILITY_VIOLATION, 1079L, Quantity.SW_THERMAL_TIME,
                1269L, Quantity.HW_THERMAL_TIME, 1270L, Quantity.HW_POWER_BRAKE_TIME, 1271L));
    }

    @Test
    void everyReasonOfTheHeaderHasAWord() {
        Map<Long, String> words = Map.of(0x1L, "gpu_idle", 0x2L, "clocks_setting", 0x4L, "power_cap", 0x8L,
                "hw_slowdown", 0x10L, "sync_boost", 0x20L, "sw_thermal", 0x40L, "hw_thermal", 0x80L, "hw_power_brake",
                0x100L, "display_clocks");
        words.forEach((mask, word) -> {
            GpuReading reading = read(FakeNvml.in(folder(word)).says(0, "reasons", mask));
            assertThat(reading.values()).containsEntry(Quantity.CLOCK_REASONS, mask);
            assertThat(ClockReason.in(reading.value(Quantity.CLOCK_REASONS))).extracting(ClockReason::word)
                    .containsExactly(word);
        });
        assertThat(ClockReason.in(0xFE00)).as("of later drivers").isEmpty();
        assertThat(ClockReason.in(0x1FF)).hasSize(9);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectory(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyWhatProtectsItIsASlowdown() {
        FakeNvml fake = FakeNvml.in(home).says(0, "reasons", 0x117);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(0).slowdown()).isEmpty();
        fake.says(0, "reasons", 0x1FF);
        assertThat(nvml.read(0).slowdown()).containsExactlyInAnyOrder(Slowdown.values());
    }

    @ParameterizedTest
    @CsvSource({"9, NO_DRIVER", "12, NO_LIBRARY", "18, MISMATCH", "4, REFUSED", "17, REFUSED", "999, FAILED"})
    void theDriverSaysWhyItDoesNotAnswer(int code, GpuDriverState state) {
        FakeNvml fake = FakeNvml.in(home).says("init", code);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        assertThat(nvml.look().state()).isEqualTo(state);
        assertThat(nvml.look().why()).contains("nvmlInit_v2: ", "(NVML " + code + ")");
        fake.says("init", 0);
        assertThat(nvml.look().state()).isEqualTo(GpuDriverState.OK);
    }

    @Test
    void aLibraryThatIsNotThereOrIsAnotherIsSaid() {
        assertThat(new Nvml(LibraryFile.at(home.resolve("none.so").toString()), CLOCK).look().state())
                .isEqualTo(GpuDriverState.NO_LIBRARY);
        Nvml.Look another = new Nvml(LibraryFile.at("libc.so.6"), CLOCK).look();
        assertThat(another.state()).isEqualTo(GpuDriverState.NO_LIBRARY);
        assertThat(another.why()).contains("the driver lacks the function");
    }

    @Test
    void xidsComeInOrderEachOnce() throws Exception {
        xidsComeInOrder(FakeNvml.in(home));
    }

    /** It has {@code nvmlEventSetWait} without a version alone. */
    @Test
    void soTheyDoFromADriverThatWaitsTheOldWay() throws Exception {
        FakeNvml fake = FakeNvml.old(home);
        xidsComeInOrder(fake);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(1).can().lacking()).contains("nvmlEventSetWait_v2");
    }

    private static void xidsComeInOrder(FakeNvml fake) throws Exception {
        fake.says("count", 2);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        List<Gpu> gpus = List.of(nvml.read(0).gpu(), nvml.read(1).gpu());
        fake.xid(0, 31).xid(1, 79).xid(0, 31);
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpus.get(0), 31));
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpus.get(1), 79));
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpus.get(0), 31));
        assertThat(nvml.next(10)).isEmpty();
        fake.says(0, "lost", 1);
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.LOST);
        fake.xid(0, 79);
        assertThat(nvml.next(1000)).as("told after it was lost").contains(new Nvml.Event(gpus.get(0), 79));
    }

    @Test
    void aPartOfADividedOneIsToldWithItsXid() throws Exception {
        FakeNvml fake = FakeNvml.in(home).divides(0, 3, 0, "1g.10gb", 9856, 0);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        Gpu gpu = nvml.read(0).gpu();
        fake.xid(0, 31, 3, 0).xid(0, 43, 3, -1).xid(0, 79, -1, -1).xid(0, 62);
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpu, 31, new GpuPart(3, 0)));
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpu, 43, new GpuPart(3, -1)));
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpu, 79));
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpu, 62, GpuPart.NONE));
    }

    /** It has no room for a part in what it writes: what stands there is not of its own. */
    @Test
    void aDriverThatWaitsTheOldWayNamesNoPart() throws Exception {
        FakeNvml fake = FakeNvml.old(home);
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        Gpu gpu = nvml.read(0).gpu();
        fake.xid(0, 31, 3, 0);
        assertThat(nvml.next(1000)).contains(new Nvml.Event(gpu, 31));
    }

    @Test
    void itIsAskedToTellOfAllThatItCanAndOnlyXidsAreFaults() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says(0, "events", "0x1ffff");
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        GpuReading reading = nvml.read(0);
        assertThat(reading.telling()).isEqualTo(new Telling(List.of("xid", "single_bit_error", "double_bit_error",
                "single_bit_storm", "retirement", "retirement_failure", "poison", "fatal_poison", "unavailable",
                "recovery_action"), ""));
        fake.event(0, 0x4).xid(0, 79);
        assertThat(nvml.next(1000)).as("a change of the performance state is not asked for")
                .contains(new Nvml.Event(reading.gpu(), 79));
        for (long type : List.of(0x1L, 0x2L, 0x200L, 0x400L, 0x800L, 0x1000L, 0x2000L, 0x4000L, 0x8000L)) {
            fake.event(0, type);
            assertThat(nvml.next(1000)).as("0x%x", type).contains(new Nvml.Event(reading.gpu(), 0));
        }
        fake.says("unasked", 1).event(0, 0x10000).event(0, 0x4);
        assertThat(nvml.next(1000)).as("one of later drivers").isEmpty();
        assertThat(nvml.next(1000)).isEmpty();
        assertThat(nvml.next(10)).isEmpty();
    }

    @Test
    void anEarlierDriverIsAskedForNoMoreThanItKnows() {
        assertThat(read(FakeNvml.in(home)).telling())
                .isEqualTo(new Telling(List.of("xid", "single_bit_error", "double_bit_error"), ""));
    }

    @Test
    void aDriverThatRefusesTheOthersStillTellsOfFaults() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says(0, "events", "0xffff").says(0, "events.refused", "0xc000");
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        GpuReading reading = nvml.read(0);
        assertThat(reading.telling()).isEqualTo(new Telling(List.of("xid"),
                "the others: nvmlDeviceRegisterEvents: invalid argument (NVML 2)"));
        assertThat(reading.telling().ofFaults()).isTrue();
        fake.xid(0, 48);
        assertThat(nvml.next(1000)).contains(new Nvml.Event(reading.gpu(), 48));
    }

    @ParameterizedTest
    @CsvSource({"return.nvmlDeviceRegisterEvents, 3, nvmlDeviceRegisterEvents: not supported (NVML 3)",
            "return.nvmlDeviceRegisterEvents, 999, nvmlDeviceRegisterEvents: unknown error (NVML 999)",
            "return.nvmlDeviceGetSupportedEventTypes, 3, nvmlDeviceGetSupportedEventTypes: not supported (NVML 3)",
            "return.nvmlDeviceRegisterEvents, 29, nvmlDeviceRegisterEvents: not in this state (NVML 29)",
            "events, 20, the GPU tells of no event that is wanted"})
    void oneThatTellsOfNothingSaysWhy(String key, int value, String why) {
        Telling telling = read(FakeNvml.in(home).says(0, key, value)).telling();
        assertThat(telling).isEqualTo(Telling.nothing(why));
        assertThat(telling.asked()).isTrue();
        assertThat(telling.ofFaults()).isFalse();
    }
}
