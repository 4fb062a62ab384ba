package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.event.Usage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BetweenTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final long SECOND = 1_000_000_000;

    private static Reading reading(long cpu, long periods, long throttled, long oomKills, long refused, long waited) {
        return new Reading(
                new Cpu(cpu, 0, 0, new Cpu.Quota(250_000, 100_000, periods, throttled, 0)),
                new Memory(900, 800, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
                        OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), limit(1000),
                        new Memory.Events(OptionalLong.of(oomKills), OptionalLong.empty(), OptionalLong.empty()),
                        new Memory.Faults(0, 0), new Memory.Faults(0, 0)),
                new Tasks(7, OptionalLong.of(8), OptionalLong.of(refused)),
                new Processes(3, OptionalLong.of(50), new Processes.Descriptors(30, 64)),
                new Pressure(null, new Pressure.Stall(waited, 0), null), List.of(), List.of());
    }

    private static Memory.Limits limit(long bytes) {
        return new Memory.Limits(OptionalLong.of(bytes), OptionalLong.empty(), OptionalLong.empty());
    }

    @Test
    void sharesAndCountsAreOfTheTimeBetween() {
        Usage usage = Between.of(reading(SECOND, 100, 10, 3, 5, 1_000_000), reading(16 * SECOND, 200, 40, 4, 9,
                3_000_000), TEN);
        assertThat(usage).isEqualTo(new Usage(TEN, 150, 250, 30, 800, 1000, 80, 1, 7, 8, 4, 30, 64, 46, 0, 20, 0));
    }

    @Test
    void nothingWaitsForMoreThanAllOfTheTime() {
        Usage usage = Between.of(reading(SECOND, 100, 10, 3, 5, 0), reading(SECOND, 100, 10, 3, 5, 10_300_000), TEN);
        assertThat(usage.memoryPressurePercent()).isEqualTo(100);
    }

    @Test
    void aNewRunBeginsAtNothing() {
        assertThat(Between.of(null, reading(SECOND, 10, 5, 2, 1, 0), TEN))
                .isEqualTo(new Usage(TEN, 10, 250, 50, 800, 1000, 80, 2, 7, 8, 1, 30, 64, 46, 0, 0, 0));
    }

    @Test
    void whatTheKernelDoesNotSayOrTakesBackIsNothing() {
        Reading nothing = new Reading(null, null, null, null, null, List.of(), List.of());
        assertThat(Between.of(nothing, nothing, TEN))
                .isEqualTo(new Usage(TEN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(Between.of(reading(9 * SECOND, 9, 9, 9, 9, 9), reading(SECOND, 1, 1, 1, 1, 1), TEN))
                .isEqualTo(new Usage(TEN, 0, 250, 0, 800, 1000, 80, 0, 7, 8, 0, 30, 64, 46, 0, 0, 0));
    }
}
