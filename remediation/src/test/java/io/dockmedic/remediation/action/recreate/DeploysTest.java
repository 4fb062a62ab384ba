package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploysTest {
    private static final String ID = "a".repeat(64);
    private static final Duration AFTER = Duration.ofMinutes(30);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T12:00:00Z"));
    private final List<Touch> touches = new ArrayList<>();
    private boolean ours;

    private Optional<String> justNow(Duration made) {
        Instant createdAt = time.shown(time.now()).minus(made);
        return new Deploys(id -> ours && id.equals(ID),
                (service, since) -> service.equals("web") ? new Touches(touches).since(since) : new Touches(List.of()),
                time)
                .justNow(new ContainerState(ID, "web", "web:1", "sha256:1", Map.of(), "running", true, false, false,
                        1, 0, false, "", createdAt, null, null, 0, null, new ContainerState.RestartPolicy("no", 0),
                        "SIGTERM", Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                        ContainerState.Limits.NONE), AFTER);
    }

    private void touch(String word, Duration ago) {
        touches.add(new Touch(time.now().minus(ago), word));
    }

    @Test
    void whatWasMadeJustNowWasDeployed() {
        assertThat(justNow(Duration.ofMinutes(29))).hasValueSatisfying(
                how -> assertThat(how).startsWith("it was made at "));
        assertThat(justNow(AFTER)).isEmpty();
    }

    @Test
    void whatIsOfOurOwnMakingWasNot() {
        ours = true;
        assertThat(justNow(Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void whoChangedOrMadeOneOfTheServiceHasDeployedItWhoeverMadeThisOne() {
        ours = true;
        touch("update", Duration.ofMinutes(20));
        assertThat(justNow(Duration.ofMinutes(1))).hasValueSatisfying(
                how -> assertThat(how).startsWith("somebody did update on its service"));
        touches.clear();
        touch("create", Duration.ofMinutes(20));
        assertThat(justNow(Duration.ofDays(3))).isPresent();
    }

    @Test
    void whoStoppedStartedOrRestartedItHasNotNorWhoDidSoLongAgo() {
        touch("start", Duration.ofMinutes(1));
        touch("stop", Duration.ofMinutes(1));
        touch("restart", Duration.ofMinutes(1));
        touch("update", Duration.ofMinutes(31));
        assertThat(justNow(Duration.ofDays(1))).isEmpty();
    }
}
