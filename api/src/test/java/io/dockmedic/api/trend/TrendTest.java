package io.dockmedic.api.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last hour. */
class TrendTest {
    private static final Instant THEN = Instant.parse("2026-11-01T10:00:05Z");

    private final Trend trend = new Trend();

    private static Instant after(long minutes) {
        return THEN.plus(Duration.ofMinutes(minutes));
    }

    private List<Object> first(Instant now) {
        return trend.first(now).stream().toList();
    }

    private List<Object> second(Instant now) {
        return trend.second(now).stream().toList();
    }

    @Test
    void eachMinuteHasItsHighestAndAMinuteWithoutAReadingHasNothing() {
        trend.add(THEN, 5, 70);
        trend.add(THEN.plusSeconds(10), 9, 60);
        trend.add(after(2), 1, 50);

        assertThat(first(after(2))).hasSize(60).endsWith(null, 9, null, 1);
        assertThat(second(after(2))).endsWith(null, 70, null, 50);
    }

    @Test
    void whatIsOlderThanAnHourIsGone() {
        trend.add(THEN, 5, 70);
        trend.add(after(59), 1, 1);
        assertThat(first(after(59))).startsWith(5, null).endsWith(null, 1);
        trend.add(after(60), 2, 2);
        assertThat(first(after(60))).startsWith(null, null).endsWith(null, 1, 2);

        // Nothing was heard for long: not even to push the old out.
        assertThat(first(after(500))).containsOnlyNulls();
        assertThat(trend.isOver(after(559))).isFalse();
        assertThat(trend.isOver(after(560))).isTrue();
    }

    @Test
    void aReadingThatComesLateIsPutWhereItBelongsOrLeftOut() {
        trend.add(after(100), 1, 1);
        trend.add(after(98), 7, 7);
        trend.add(after(10), 8, 8);

        assertThat(first(after(100))).endsWith(7, null, 1).doesNotContain(8);
    }
}
