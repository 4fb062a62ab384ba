package io.dockmedic.rules.duration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusDurationTest {
    @ParameterizedTest
    @CsvSource({"0s,PT0S", "250ms,PT0.25S", "30s,PT30S", "1h30m,PT1H30M", "2d,PT48H", "1d2h3m4s5ms,PT26H3M4.005S"})
    void readsAndWritesTheSame(String text, Duration duration) {
        assertThat(PrometheusDuration.parse(text)).contains(duration);
        assertThat(PrometheusDuration.format(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30 s", "1m1h", "-5s", "1.5s", "5x", "s", "9999999999s"})
    void refusesWhatIsNone(String text) {
        assertThat(PrometheusDuration.parse(text)).isEmpty();
    }

    @Test
    void theLongestAndTheShortestCanBeWritten() {
        assertThat(PrometheusDuration.format(Duration.ofSeconds(Long.MIN_VALUE))).startsWith("-106751991167300d");
        assertThat(PrometheusDuration.format(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)))
                .startsWith("106751991167300d");
    }
}
