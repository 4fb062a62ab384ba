package io.dockmedic.remediation.action.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopTimeoutTest {
    private static final Duration OWN = Duration.ofSeconds(7);

    private static Duration of(Map<String, String> labels, boolean writableVolume) {
        return StopTimeout.of(new ContainerState("a".repeat(64), "web", "web:1", "sha256:1", labels, "running", true,
                false, false, 1, 0, false, "", null, null, null, 0, null, new ContainerState.RestartPolicy("no", 0),
                "SIGTERM", OWN, false, List.of(), writableVolume, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE));
    }

    private static Duration labelled(String seconds) {
        return of(Map.of("autoheal", "true", "autoheal.stop.timeout", seconds), false);
    }

    @Test
    void itsOwnHoldsAndAMinuteWithData() {
        assertThat(of(Map.of(), false)).isEqualTo(OWN);
        assertThat(of(Map.of(), true)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theLabelOfAutohealComesBeforeItsOwn() {
        assertThat(labelled("30")).isEqualTo(Duration.ofSeconds(30));
        assertThat(labelled(" 2 ")).isEqualTo(Duration.ofSeconds(2));
        assertThat(labelled("0")).isZero();
    }

    @Test
    void autohealWatchesAllByOneSettingSoTheLabelStandsAlone() {
        assertThat(of(Map.of("autoheal.stop.timeout", "30"), false)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatMayBeWritingIsNotCutOffByTheLabel() {
        assertThat(of(Map.of("autoheal.stop.timeout", "2"), true)).isEqualTo(Duration.ofMinutes(1));
        assertThat(of(Map.of("autoheal.stop.timeout", "90"), true)).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "10s", "1.5", "99999", "٣"})
    void whatIsNoNumberOfSecondsIsAsGoodAsNone(String label) {
        assertThat(labelled(label)).isEqualTo(OWN);
    }
}
