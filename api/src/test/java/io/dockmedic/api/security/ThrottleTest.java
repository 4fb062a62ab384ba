package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final ManualTime time = new ManualTime(Instant.EPOCH);

    private int asked(Throttle throttle, String who, int times) {
        int may = 0;
        for (int i = 0; i < times; i++) {
            may += throttle.ask(who).isZero() ? 1 : 0;
        }
        return may;
    }

    @Test
    void soManyAtOnceAndThenSoManyASecondEachForThemselves() {
        Throttle throttle = new Throttle(new Pace(2, 5), time);
        assertThat(asked(throttle, "ann", 20)).isEqualTo(5);
        assertThat(throttle.ask("ann")).isEqualTo(Duration.ofMillis(500));
        assertThat(asked(throttle, "bob", 5)).isEqualTo(5);
        time.advance(Duration.ofMillis(499));
        assertThat(throttle.ask("ann")).isEqualTo(Duration.ofMillis(1));
        time.advance(Duration.ofMillis(1));
        assertThat(asked(throttle, "ann", 20)).isEqualTo(1);
        for (int second = 0; second < 10; second++) {
            time.advance(Duration.ofSeconds(1));
            assertThat(asked(throttle, "ann", 20)).isEqualTo(2);
        }
        time.advance(Duration.ofDays(1));
        assertThat(asked(throttle, "ann", 20)).as("no more than at first, however long they waited").isEqualTo(5);
    }

    @Test
    void aFloodOfNewOnesIsCountedTogetherAndTakesNothingFromThoseWhoWereThere() {
        Throttle throttle = new Throttle(new Pace(1, 3), time);
        assertThat(asked(throttle, "ann", 1)).isEqualTo(1);
        int may = 0;
        for (int i = 0; i < 100_000; i++) {
            may += asked(throttle, "flood" + i, 1);
        }
        assertThat(throttle.size()).isLessThanOrEqualTo(Throttle.MOST + 1);
        assertThat(may).isEqualTo(Throttle.MOST - 1 + 3);
        assertThat(asked(throttle, "ann", 20)).isEqualTo(2);
        assertThat(asked(throttle, "late", 20)).isZero();
        time.advance(Duration.ofSeconds(4));
        assertThat(asked(throttle, "late", 20)).as("when the flood is over").isEqualTo(3);
        assertThat(throttle.size()).isLessThan(10);
    }

    @Test
    void asFastAsTheyLikeIsNotEvenCounted() {
        Throttle throttle = new Throttle(Pace.ANY, time);
        assertThat(asked(throttle, "ann", 10_000)).isEqualTo(10_000);
        assertThat(throttle.size()).isZero();
    }
}
