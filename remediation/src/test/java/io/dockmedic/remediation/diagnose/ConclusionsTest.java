package io.dockmedic.remediation.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.HealthState;
import io.dockmedic.collectors.engine.client.ContainerState.Probe;
import io.dockmedic.collectors.engine.detail.Details;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConclusionsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T03:00:00Z");
    private static final Details WITH_CHECK = new Details("web:1", "sha256:1", Map.of(), Map.of(), List.of(), List.of(),
            List.of(), new Details.Check(Duration.ofSeconds(30), Duration.ofSeconds(3), Duration.ZERO, 3));

    private static ContainerState state(boolean running, int exitCode, boolean oomKilled, String error,
            @Nullable HealthState health, long limit) {
        return new ContainerState("a".repeat(64), "web", "web:1", "sha256:1", Map.of(), running ? "running" : "exited",
                running, false, false, running ? 42 : 0, exitCode, oomKilled, error, NOW, NOW, NOW, 0, health,
                new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("serve"),
                false, List.of(), ContainerState.Log.NONE, new ContainerState.Limits(1024, limit, 0, 0, 0));
    }

    private static Bundle bundle(ContainerState state, List<String> changes, String firstError, List<String> holders) {
        return new Bundle("web", state, WITH_CHECK, NOW, changes, List.of(), firstError, true, holders, List.of(),
                GpuFindings.NONE, 0, List.of(),
                List.of());
    }

    private static List<String> of(ContainerState state) {
        return Conclusions.of(bundle(state, List.of(), "", List.of()));
    }

    private static HealthState probe(int exitCode, String output, Duration took) {
        return new HealthState("unhealthy", 3, List.of(new Probe(NOW, NOW.plus(took), exitCode, output)));
    }

    @Test
    void anExitCodeIsExplained() {
        assertThat(of(state(false, 127, false, "", null, 0)))
                .containsExactly(
                        "It does not run; it ended with exit code 127 (the command was not found in the image).");
    }

    @Test
    void whatCouldNotBeStartedHasNotEndedWithThatCode() {
        assertThat(of(state(false, 137, false, "network n not found", null, 0)).getFirst())
                .startsWith("It does not run, and could not be started again; it last ended with exit code 137");
    }

    @Test
    void outOfMemoryNamesTheLimitOrThatThereIsNone() {
        assertThat(of(state(false, 137, true, "", null, 512 << 20)).getFirst())
                .isEqualTo("The kernel killed it for want of memory: its limit is 512 MiB.");
        assertThat(of(state(false, 137, true, "", null, 0)).getFirst()).contains("the machine itself ran short");
        assertThat(of(state(true, 0, true, "", null, 512 << 20)).getFirst()).contains("killed a process in it");
    }

    @Test
    void aPortThatIsTakenSaysByWhomAndNotTheEnginesWordsAgain() {
        ContainerState state = state(false, 128, false, "Bind for 0.0.0.0:8080 failed: port is already allocated", null,
                0);
        assertThat(Conclusions.of(bundle(state, List.of(), "", List.of("port 8080 belongs to the container old"))))
                .contains("It cannot start while a port of it is taken: port 8080 belongs to the container old.")
                .noneMatch(line -> line.startsWith("The engine says"));
        assertThat(of(state)).anyMatch(line -> line.startsWith("The engine says: Bind for"));
    }

    @Test
    void whatItLacksToHaveItsGpusComesBeforeTheEnginesWords() {
        ContainerState state = state(false, 128, false, "could not select device driver", null, 0);
        assertThat(Conclusions.of(new Bundle("web", state, null, null, List.of(), List.of(), "", true, List.of(),
                List.of("It cannot be started."), GpuFindings.NONE, 0, List.of(), List.of())))
                .containsSubsequence("It cannot be started.", "The engine says: could not select device driver");
    }

    @Test
    void anImageThatIsGoneIsSaid() {
        assertThat(Conclusions.of(new Bundle("web", state(false, 1, false, "", null, 0), null, null, List.of(),
                List.of(), "", false, List.of(), List.of(), GpuFindings.NONE, 0,
                List.of(), List.of())))
                .contains("Its image web:1 is not on this host any more.");
    }

    @Test
    void whatChangedAndTheFirstErrorFollow() {
        assertThat(Conclusions.of(bundle(state(false, 1, false, "", null, 0), List.of("image: a -> b"), "FATAL no db",
                List.of())))
                .containsSubsequence(
                        "Since it last ran well one thing of its set-up has changed: image: a -> b.",
                        "The first error in its log: FATAL no db");
    }

    @Test
    void aHealthCheckThatIsWrongItselfIsToldApart() {
        assertThat(of(state(true, 0, false, "", probe(127, "sh: curl: not found", Duration.ofMillis(20)), 0)))
                .contains("The image lacks the tool that its health check calls: sh: curl: not found");
        assertThat(of(state(true, 0, false, "", probe(-1, "timed out", Duration.ofMillis(3_004)), 0)))
                .contains("Its health check took 3004 ms and may take 3000 ms: either it hangs or the timeout is too"
                        + " short.");
        assertThat(of(state(true, 0, false, "", probe(1, "connection refused", Duration.ofMillis(20)), 0)))
                .contains("Its health check failed 3 times; the last one said: connection refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"panic: runtime error: index out of range", "java.lang.OutOfMemoryError: Java heap space",
            "npm ERR! missing script", "bind: address already in use", "open /data/x: permission denied",
            "sh: serve: not found", "connect ECONNREFUSED: connection refused", "Traceback (most recent call last):",
            "FATAL:  role \"app\" does not exist", "django.db.utils.OperationalError: x", "no space left on device"})
    void whatLooksLikeAnErrorIsFound(String line) {
        assertThat(FirstError.in(List.of("listening", line, "bye"))).contains(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 errors, 12 files", "level=info error=null", "started without errors", "GET /terror 200",
            "listening on :8080"})
    void whatOnlyNamesErrorsIsNone(String line) {
        assertThat(FirstError.in(List.of(line))).isEmpty();
    }
}
