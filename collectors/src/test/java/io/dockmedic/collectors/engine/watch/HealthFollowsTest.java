package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.HealthState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.intent.OwnActs;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of a container's health is what the engine said last. */
class HealthFollowsTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");

    private final FakeCalls calls = new FakeCalls();
    private final Scene scene = new Scene(new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true), calls,
            new ManualTime(T), new OwnActs(), (id, action, within) -> Future.succeededFuture(false),
            (tracker, happened) -> Future.succeededFuture());
    private final Tracker tracker = Tracker.fresh(Facts.of("c1", Map.of("name", "web")));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsShownAsTheEngineToldItWhetherItCanBeLookedAtOrNot(boolean answers) {
        calls.inspect = new CallResult.Done<>(state("starting"));
        new OnStart().handle(message("start"), tracker, scene);
        assertThat(shown()).isEqualTo("starting");

        for (String status : List.of("healthy", "unhealthy", "healthy")) {
            calls.inspect = answers ? new CallResult.Done<>(state(status)) : new CallResult.Unknown<>("no answer");
            assertThat(told(status)).returns(status, HealthChanged::status);
            assertThat(shown()).isEqualTo(status);
        }
    }

    /** A look may be ahead of the messages: the next comparison tells what the last of them did not. */
    @Test
    void aLookThatIsAheadIsShownAndWhatWasToldIsRemembered() {
        calls.inspect = new CallResult.Done<>(state("starting"));
        new OnStart().handle(message("start"), tracker, scene);
        calls.inspect = new CallResult.Done<>(state("unhealthy"));
        told("healthy");

        assertThat(shown()).isEqualTo("unhealthy");
        assertThat(tracker).returns("healthy", Tracker::health).returns("healthy", Tracker::healthTold);
    }

    /** A comparison has found the run before the last word of the one before it was read. */
    @Test
    void whatIsSaidOfTheRunBeforeIsNotTakenForThisOnes() {
        calls.inspect = new CallResult.Done<>(state("starting"));
        tracker.observe(state("starting"), Facts.of(state("starting")));
        tracker.began(state("starting"));

        assertThat(said("unhealthy")).isEmpty();
        assertThat(tracker).returns("starting", Tracker::health).returns("", Tracker::healthTold);
        calls.inspect = new CallResult.Done<>(state("unhealthy"));
        assertThat(said("unhealthy")).as("its own").hasSize(1);
    }

    private HealthChanged told(String status) {
        return (HealthChanged) said(status).getFirst();
    }

    private List<Event> said(String status) {
        return new OnHealth(new Redactor()).handle(message("health_status: " + status), tracker, scene).result();
    }

    private String shown() {
        Sighting sighting = tracker.sighting().orElseThrow();
        return Objects.requireNonNull(sighting.state().health()).status();
    }

    private static EngineMessage message(String action) {
        return new EngineMessage("container", action, "c1", Map.of("name", "web"), T, T, false);
    }

    private static ContainerState state(String health) {
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), "running", true, false, false, 7, 0,
                false, "", T, T, null, 0, new HealthState(health, 0, List.of()), new RestartPolicy("no", 0), "SIGTERM",
                Duration.ofSeconds(10), false, List.of("sh"), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
    }
}
