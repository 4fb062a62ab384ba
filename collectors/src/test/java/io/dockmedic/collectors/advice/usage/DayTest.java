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
}
