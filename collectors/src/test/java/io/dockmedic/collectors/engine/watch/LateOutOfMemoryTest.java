package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.OwnActs;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * On a busy host Docker 20.10 says {@code oom} some milliseconds after the {@code die} that it caused, and inspect never shows
 * the flag then.
 */
class LateOutOfMemoryTest {
    private static final Instant RUN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant DIED = RUN.plusSeconds(300);

    private final ManualTime time = new ManualTime(DIED);
    private final Lookout lookout = new Lookout(time);
    private final FakeCalls calls = new FakeCalls();
    private final Scene scene = new Scene(new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true), calls,
            time, new OwnActs(), lookout, (tracker, happened) -> Future.failedFuture("only a look can tell"));
    private final Tracker tracker = Tracker.fresh(Facts.of("c1", Map.of("name", "web")));
    private final List<Event> told = new ArrayList<>();
    private long limit = 16 << 20;

    @BeforeEach
    void itRuns() {
        runs(true);
        tracker.began(state(true));
    }

    @Test
    void itIsToldBeforeTheDeathAndOnce() {
        die();
        assertThat(told).as("not before it is known what it was").isEmpty();

        oom();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).isInstanceOf(OutOfMemory.class).returns(DIED, Event::at);
        assertThat(told.getLast()).isInstanceOfSatisfying(Died.class,
                died -> assertThat(died.oomKilled()).isTrue());
    }

    @Test
    void oneThatWasReadWhileTheContainerWasLookedAtIsNotWaitedFor() {
        lookout.arrived(message("oom"));
        die();
        assertThat(told).hasSize(2)
                .last()
                .isInstanceOfSatisfying(Died.class,
                        died -> assertThat(died.oomKilled()).isTrue());
    }

    /** Seen where eighteen containers came and went on two processors: 6.2 s. */
    @Test
    void aDeathThatTakesItsTimeAfterTheKillIsOfIt() {
        tracker.ranOutOfMemory(DIED.minusMillis(6_200));
        die();
        assertThat(told).singleElement()
                .isInstanceOfSatisfying(Died.class,
                        died -> assertThat(died.oomKilled()).isTrue());
    }

    @Test
    void aKillOfLongBeforeWasOfAnotherProcess() {
        tracker.ranOutOfMemory(DIED.minusSeconds(61));
        die();
        time.advance(EngineWatch.SETTLE);
        assertThat(told).singleElement()
                .isInstanceOfSatisfying(Died.class,
                        died -> assertThat(died.oomKilled()).isFalse());
    }

    @Test
    void theNextKillIsToldAgain() {
        die();
        oom();
        tracker.began(state(true));
        told.clear();
        lookout.arrived(message("oom"));
        told.addAll(new OnOom().handle(message("oom"), tracker, scene).result());
        assertThat(told).singleElement().isInstanceOf(OutOfMemory.class);
    }

    @Test
    void withoutAWordInTimeItWasSomethingElse() {
        die();
        time.advance(EngineWatch.SETTLE);
        assertThat(told).singleElement()
                .isInstanceOfSatisfying(Died.class,
                        died -> assertThat(died.oomKilled()).isFalse());
    }

    @Test
    void whatSomebodyKilledIsNotWaitedFor() {
        tracker.killed(new Kill(DIED.minusMillis(50), 9));
        die();
        assertThat(told).hasSize(1);
    }

    @Test
    void whatHasNoLimitIsNotWaitedFor() {
        limit = 0;
        die();
        assertThat(told).hasSize(1);
    }

    private void die() {
        runs(false);
        new OnDie(EngineWatch.SETTLE, MemoryKills.UNKNOWN).handle(message("die"), tracker, scene)
                .onSuccess(told::addAll);
    }

    /** As the watch does: it is read, and its turn comes after the death's. */
    private void oom() {
        time.advance(Duration.ofMillis(20));
        lookout.arrived(message("oom"));
        told.addAll(new OnOom().handle(message("oom"), tracker, scene).result());
        lookout.handled(message("oom"));
    }

    private void runs(boolean running) {
        calls.inspect = new CallResult.Done<>(state(running));
    }

    private static EngineMessage message(String action) {
        Instant at = action.equals("oom") ? DIED.plusMillis(20) : DIED;
        return new EngineMessage("container", action, "c1", Map.of("name", "web", "exitCode", "137"), at, at, false);
    }

    private ContainerState state(boolean running) {
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), running ? "running" : "exited", running,
                false, false, 0, running ? 0 : 137, false, "", RUN, RUN, running ? null : DIED, 0, null,
                new RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("sh"), false, List.of(),
                ContainerState.Log.NONE, new ContainerState.Limits(1024, limit, limit, 0, 0));
    }
}
