package io.dockmedic.remediation.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
    private final Forecast forecast = new Forecast(Policy.DEFAULT, Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
            "dockmedic.heal, true, CLEAR, CLEAR",
            "dockmedic.heal, false, NO_CONSENT, NO_CONSENT",
            "autoheal, true, CONSENT_LIMITED, CLEAR",
            "autoheal, false, NO_CONSENT, NO_CONSENT",
            "other, true, NO_CONSENT, NO_CONSENT",
            "dockmedic.protect, true, PROTECTED, PROTECTED",
            "PODMAN_SYSTEMD_UNIT, web.service, ORCHESTRATED, ORCHESTRATED"})
    void theGuardsAnswer(String label, String value, Reason died, Reason unhealthy) {
        ContainerState state = state(Map.of(label, value));

        assertThat(forecast.died(container(state), state).reason()).isEqualTo(died);
        assertThat(forecast.unhealthy(container(state), state).reason()).isEqualTo(unhealthy);
    }

    private static Container container(ContainerState state) {
        return new Container(state.id(), state.name(), state.image(), state.labels(), new Service("", "web", ""),
                false);
    }

    private static ContainerState state(Map<String, String> labels) {
        return new ContainerState("id", "web", "nginx", "sha256:1", labels, "running", true, false, false, 7, 0, false,
                "", null, Instant.EPOCH, null, 0, null, new ContainerState.RestartPolicy("no", 0), "SIGTERM",
                Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
    }
}
