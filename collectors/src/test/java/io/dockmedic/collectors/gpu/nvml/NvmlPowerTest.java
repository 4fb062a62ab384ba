package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerAnswer.Why;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a GPU may draw, on a library that stands in for NVIDIA's. */
class NvmlPowerTest {
    private static final Clock CLOCK = new SystemClock();
    private static final String PLACE = "0000:18:00.0";
    private static final String SET = "return.nvmlDeviceSetPowerManagementLimit";

    @TempDir
    private Path home;

    private static Nvml read(FakeNvml fake) {
        Nvml nvml = new Nvml(LibraryFile.at(fake.file().toString()), CLOCK);
        nvml.look();
        assertThat(nvml.read(0).state()).isEqualTo(GpuState.OK);
        return nvml;
    }

    private static PowerAnswer told(long now) {
        return new PowerAnswer.Told(new PowerLimit(now, 200_000, 700_000, 700_000));
    }

    private static Why refused(PowerAnswer answer) {
        assertThat(answer).isInstanceOf(PowerAnswer.Refused.class);
        return ((PowerAnswer.Refused) answer).why();
    }

    /** As NVIDIA's page of it says: within its bounds, by root, and until the driver is loaded anew. */
    @Test
    void theStandInBehavesAsIsWrittenOfIt() throws Exception {
        FakeNvml fake = FakeNvml.in(home);
        NvmlLibrary library = NvmlLibrary.load(fake.file().toString());
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment number = memory.allocate(ValueLayout.JAVA_LONG);
            MemorySegment least = memory.allocate(ValueLayout.JAVA_INT);
            MemorySegment most = memory.allocate(ValueLayout.JAVA_INT);
            assertThat(library.call(NvmlFunction.SET_POWER_LIMIT, 0L, 630_000)).isEqualTo(Returned.UNINITIALIZED);
            library.call(NvmlFunction.INIT);
            library.call(NvmlFunction.HANDLE_BY_INDEX, 0, number);
            long handle = number.get(ValueLayout.JAVA_LONG, 0);
            assertThat(library.call(NvmlFunction.POWER_LIMIT_BOUNDS, handle, least, most)).isEqualTo(Returned.SUCCESS);
            assertThat(least.get(ValueLayout.JAVA_INT, 0)).isEqualTo(200_000);
            assertThat(most.get(ValueLayout.JAVA_INT, 0)).isEqualTo(700_000);
            assertThat(library.call(NvmlFunction.SET_POWER_LIMIT, handle, 199_999))
                    .isEqualTo(Returned.INVALID_ARGUMENT);
            assertThat(library.call(NvmlFunction.SET_POWER_LIMIT, handle, 700_001))
                    .isEqualTo(Returned.INVALID_ARGUMENT);
            assertThat(fake.limit(0)).isZero();
            assertThat(library.call(NvmlFunction.SET_POWER_LIMIT, handle, 630_000)).isEqualTo(Returned.SUCCESS);
            assertThat(fake.limit(0)).isEqualTo(630_000);
            library.call(NvmlFunction.POWER_LIMIT_SET, handle, number);
            assertThat(number.get(ValueLayout.JAVA_INT, 0)).isEqualTo(630_000);
            library.call(NvmlFunction.POWER_LIMIT, handle, number);
            assertThat(number.get(ValueLayout.JAVA_INT, 0)).as("what is enforced").isEqualTo(630_000);
            library.call(NvmlFunction.POWER_LIMIT_USUAL, handle, number);
            assertThat(number.get(ValueLayout.JAVA_INT, 0)).isEqualTo(700_000);
            fake.forgetsLimit(0);
            library.call(NvmlFunction.POWER_LIMIT_SET, handle, number);
            assertThat(number.get(ValueLayout.JAVA_INT, 0)).as("loaded anew").isEqualTo(700_000);
            fake.says(0, SET, 4);
            assertThat(library.call(NvmlFunction.SET_POWER_LIMIT, handle, 630_000)).isEqualTo(Returned.NO_PERMISSION);
            assertThat(fake.limit(0)).isZero();
        } finally {
            library.close();
        }
    }

    @Test
    void itIsLookedAtAndSetAndTheReadingsShowIt() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = read(fake);
        assertThat(nvml.at(PLACE)).hasValue(0);
        assertThat(nvml.at("0000:99:00.0")).isEmpty();
        assertThat(nvml.power(0, PLACE, 0)).isEqualTo(told(700_000));
        assertThat(fake.limit(0)).as("only looked at").isZero();
        assertThat(nvml.power(0, PLACE, 630_000)).isEqualTo(told(630_000));
        assertThat(nvml.read(0).values()).containsEntry(Quantity.POWER_LIMIT, 630_000L);
        fake.limits(0, 650_000);
        assertThat(nvml.power(0, PLACE, 0)).as("somebody else's").isEqualTo(told(650_000));
    }

    @ParameterizedTest
    @CsvSource({"4, DENIED", "3, NOT_SUPPORTED", "13, NOT_SUPPORTED", "2, OUT_OF_RANGE", "15, GONE", "16, GONE",
            "19, NOT_NOW"})
    void whatIsNotSetSaysWhy(int code, Why why) {
        FakeNvml fake = FakeNvml.in(home).says(0, SET, code);
        Nvml nvml = read(fake);
        assertThat(nvml.power(0, PLACE, 630_000)).isEqualTo(new PowerAnswer.Refused(why,
                "nvmlDeviceSetPowerManagementLimit: " + Returned.of(code).words()));
        assertThat(fake.limit(0)).isZero();
        assertThat(nvml.read(0).state()).as("it is as it was").isEqualTo(GpuState.OK);
        fake.unsays(0, SET);
        assertThat(nvml.power(0, PLACE, 630_000)).as("asked again each time").isEqualTo(told(630_000));
    }

    @Test
    void anErrorThatNobodyExpectsDoesNotSayHowFarItCame() {
        Nvml nvml = read(FakeNvml.in(home).says(0, SET, 999));
        assertThat(nvml.power(0, PLACE, 630_000)).isInstanceOf(PowerAnswer.Unknown.class);
    }

    @Test
    void whatWasSetAndCannotBeReadIsNotKnown() {
        FakeNvml fake = FakeNvml.in(home).says(0, "return.nvmlDeviceGetPowerManagementLimit", 999);
        Nvml nvml = read(fake);
        assertThat(nvml.power(0, PLACE, 630_000)).isInstanceOf(PowerAnswer.Unknown.class);
        assertThat(fake.limit(0)).isEqualTo(630_000);
        assertThat(refused(nvml.power(0, PLACE, 0))).isEqualTo(Why.NOT_NOW);
    }

    @Test
    void oneWithoutSuchALimitSaysSo() {
        Nvml nvml = read(FakeNvml.in(home).says(0, "return.nvmlDeviceGetPowerManagementLimitConstraints", 3));
        assertThat(refused(nvml.power(0, PLACE, 0))).isEqualTo(Why.NOT_SUPPORTED);
    }

    @Test
    void theNumberOfAnotherIsNotSet() {
        FakeNvml fake = FakeNvml.in(home);
        assertThat(refused(read(fake).power(0, "0000:99:00.0", 630_000))).isEqualTo(Why.NOT_NOW);
        assertThat(fake.limit(0)).isZero();
    }

    @Test
    void aClosedLibraryIsNotAsked() {
        FakeNvml fake = FakeNvml.in(home);
        Nvml nvml = read(fake);
        nvml.shut();
        assertThat(refused(nvml.power(0, PLACE, 630_000))).isEqualTo(Why.NOT_NOW);
        assertThat(fake.limit(0)).isZero();
    }
}
