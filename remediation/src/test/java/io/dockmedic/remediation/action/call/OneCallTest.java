package io.dockmedic.remediation.action.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.HealthState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OneCallTest {
    private static final Instant STARTED = Instant.parse("2026-11-01T03:00:00Z");

    private static ContainerState runs(Instant since, String health) {
        return new ContainerState("a".repeat(64), "web", "web:1", "sha256:1", Map.of(), "running", true, false, false,
                1, 0, false, "", STARTED, since, null, 0, new HealthState(health, 0, List.of()),
                new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false,
                List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }

    private static Outcome against(ContainerState decided, ContainerState now) {
        return OneCall.against(decided, new CallResult.Done<>(now)).orElse(new Outcome.Done("called"));
    }

    @Test
    void whatIsAsItWasIsCalled() {
        assertThat(against(runs(STARTED, "unhealthy"), runs(STARTED, "unhealthy"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatHasChangedIsSaid() {
        assertThat(against(runs(STARTED, "starting"), runs(STARTED, "healthy")))
                .isEqualTo(new Outcome.Refused(ErrorClass.CONFLICT,
                        "not called: it has changed since the decision, it is running and healthy now"));
        assertThat(against(runs(STARTED, "unhealthy"), runs(STARTED, "unhealthy").ended(1, false)))
                .isInstanceOfSatisfying(Outcome.Refused.class,
                        refused -> assertThat(refused.message()).endsWith("it is exited now"));
    }
}
