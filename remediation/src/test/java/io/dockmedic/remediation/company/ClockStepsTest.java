package io.dockmedic.remediation.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** By the clock on the wall a terminal is dated, so it counts whether that was set. */
class ClockStepsTest {
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private Duration ahead = Duration.ZERO;
    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant shown(Instant at) {
            return at.plus(ahead);
        }
    };
    private final ClockSteps steps = new ClockSteps();

    private Duration after(Duration time) {
        now = now.plus(time);
        return steps.since(clock);
    }

    @Test
    void aStepCountsFromWhenItIsSeenAndACorrectionDoesNot() {
        assertThat(after(Duration.ZERO)).isGreaterThan(Visitors.FORGOTTEN);
        ahead = Duration.ofSeconds(20);
        assertThat(after(Duration.ofHours(1))).isGreaterThan(Visitors.FORGOTTEN);
        ahead = Duration.ofHours(4);
        assertThat(after(Duration.ofHours(1))).isZero();
        assertThat(after(Duration.ofHours(3))).isEqualTo(Duration.ofHours(3));
        assertThat(after(Duration.ofHours(1))).isEqualTo(Visitors.FORGOTTEN);
        ahead = Duration.ZERO;
        assertThat(after(Duration.ofHours(1))).as("and back").isZero();
    }
}
