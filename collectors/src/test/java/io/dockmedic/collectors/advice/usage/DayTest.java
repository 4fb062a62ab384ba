package io.dockmedic.collectors.advice.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DayTest {
    private final Day day = new Day();

    @Test
    void aReadingOutOfTurnHasCountsAndNoShareOfTheDay() {
        day.add(Readings.usage(100, 1_000, 10, 0, 0, 3, 0));
        day.add(new Usage(Duration.ofSeconds(1), 99, 0, 90, 900, 1_000, 90, 2, 50, 0, 4, 0, 0, 0, 0, 0, 0));
        assertThat(day.memory().total()).isEqualTo(1);
        assertThat(day.millicores().total()).isEqualTo(1);
        assertThat(day.threads().total()).isEqualTo(1);
        assertThat(day.seconds()).isEqualTo(10);
        assertThat(day.throttled()).isZero();
        assertThat(day.oomKills()).isEqualTo(2);
        assertThat(day.refused()).isEqualTo(4);
    }

    @Test
    void whatWasNotMeasuredIsNotNothing() {
        day.add(Readings.usage(100, 1_000, 10, 0, 0, 3, 50));
        day.add(Readings.usage(0, 0, 10, 0, 0, 0, 0));
        assertThat(day.memory().total()).isEqualTo(1);
        assertThat(day.memory().quantile(0.01)).isEqualTo(100);
        assertThat(day.threads().total()).isEqualTo(1);
        assertThat(day.memoryLimit()).isEqualTo(1_000);
        assertThat(day.threadsLimit()).isEqualTo(50);
        assertThat(day.seconds()).isEqualTo(20);
    }

    /** A reading of ten seconds with something held back, killed and refused. */
    private static Usage tight(long memoryLimit, int cpuLimit, int threadsLimit) {
        return new Usage(Duration.ofSeconds(10), 10, cpuLimit, 50, 100, memoryLimit, 0, 1, 3, threadsLimit, 1, 0, 0, 0,
                0, 0, 0);
    }

    @Test
    void whatWasCountedUnderAnotherLimitDoesNotCount() {
        day.killed();
        day.add(tight(1_000, 50, 10));
        assertThat(day.killsAtLimit()).isEqualTo(2);
        day.add(tight(1_000, 50, 20));
        assertThat(day.refused()).isEqualTo(1);
        assertThat(day.killsAtLimit()).isEqualTo(3);
        day.add(tight(2_000, 50, 20));
        assertThat(day.killsAtLimit()).isEqualTo(1);
        assertThat(day.oomKills()).isEqualTo(4);
        assertThat(day.throttled()).isEqualTo(3);
        day.add(tight(2_000, 100, 20));
        assertThat(day.throttled()).isEqualTo(1);
        assertThat(day.underQuota()).isEqualTo(1);
        assertThat(day.refused()).isEqualTo(3);
    }

    @Test
    void aDayUnderOtherLimitsTakesTheCountsOfTheDayBefore() {
        day.add(tight(1_000, 50, 10));
        Day same = new Day();
        same.killed();
        same.add(tight(1_000, 50, 10));
        day.add(Day.read(same.text()));
        assertThat(day.killsAtLimit()).isEqualTo(3);
        assertThat(day.throttled()).isEqualTo(2);
        assertThat(day.refused()).isEqualTo(2);
        Day onlyKilled = new Day();
        onlyKilled.killed();
        day.add(Day.read(onlyKilled.text()));
        assertThat(day.killsAtLimit()).isEqualTo(4);
        assertThat(day.memoryLimit()).isEqualTo(1_000);
        Day others = new Day();
        others.add(tight(2_000, 100, 20));
        day.add(Day.read(others.text()));
        assertThat(day.killsAtLimit()).isEqualTo(1);
        assertThat(day.throttled()).isEqualTo(1);
        assertThat(day.underQuota()).isEqualTo(1);
        assertThat(day.refused()).isEqualTo(1);
        assertThat(day.oomKills()).isEqualTo(5);
        assertThat(day.memory().total()).isEqualTo(3);
    }
}
