package io.dockmedic.collectors.intent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalTest {
    @ParameterizedTest
    @CsvSource({"SIGTERM,15", "term,15", "15,15", "SIGHUP,1", "USR1,10", "SIGRTMIN+3,37", "IOT,6", "SYS,31"})
    void readsWhatDockerAccepts(String text, int number) {
        assertThat(Signal.number(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"spoof", "''", "SIGNOTHING", "RTMIN+x"})
    void whatMeansNothingIsNotTrusted(String text) {
        assertThat(Signal.number(text)).isEqualTo(Signal.UNTRUSTED);
    }

    @Test
    void namesThem() {
        assertThat(Signal.name(9)).isEqualTo("SIGKILL");
        assertThat(Signal.name(37)).isEqualTo("signal 37");
    }
}
