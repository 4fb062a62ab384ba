package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedStartTest {
    private static final Instant THEN = Instant.parse("2026-11-01T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"created", "exited"})
    void whatIsDownWithAnErrorCouldNotBeStarted(String status) {
        assertThat(FailedStart.in(state(status, "port is already allocated"))).isTrue();
        assertThat(FailedStart.in(state(status, ""))).isFalse();
    }

    /** moby's SetRemovalError writes into the same field. */
    @ParameterizedTest
    @ValueSource(strings = {"dead", "removing"})
    void whatCouldNotBeRemovedWasNotToBeStarted(String status) {
        assertThat(FailedStart.in(state(status, "unable to remove filesystem: device or resource busy"))).isFalse();
    }

    @Test
    void whatRunsWasStarted() {
        assertThat(FailedStart.in(state("running", "port is already allocated"))).isFalse();
    }

    private static ContainerState state(String status, String error) {
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), status, status.equals("running"), false,
                false, 0, 128, false, error, THEN, THEN, THEN, 0, null, new ContainerState.RestartPolicy("no", 0),
                "SIGTERM", Duration.ofSeconds(10), false, List.of("web"), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
    }
}
