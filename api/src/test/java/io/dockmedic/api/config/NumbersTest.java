package io.dockmedic.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @Test
    void durationsAddUp() {
        assertThat(Numbers.duration("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(Numbers.duration("250ms")).contains(Duration.ofMillis(250));
        assertThat(Numbers.duration("2w")).contains(Duration.ofDays(14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "5", "s", "1h 30m", "-1s", "1.5h", "99999999999s", "1h!"})
    void whatIsNoDurationIsNone(String text) {
        assertThat(Numbers.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1TB", "-1MB", "1 GB", "99999999999GB"})
    void whatIsNoSizeIsNone(String text) {
        assertThat(Numbers.size(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":9717", "h", "h:", "h:65536", "::1:9717", "h:-1", "h:x"})
    void whatIsNoAddressToListenAtIsNone(String text) {
        assertThat(Listen.parse(text)).isEmpty();
    }
}
