package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.OwnActs;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A comparison has found a run, and only then is read how the one before it was ended, and that this one was started. */
class FoundBeforeItsStartTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant RUN = T.plusSeconds(100);

    private final FakeCalls calls = new FakeCalls();
    private final Scene scene = new Scene(new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true), calls,
            new ManualTime(RUN), new OwnActs(), (id, action, within) -> Future.succeededFuture(false),
            (tracker, happened) -> Future.failedFuture("nothing here is known before a look"));
    private final Tracker tracker = Tracker.fresh(Facts.of("c1", Map.of("name", "web")));
    private final List<Event> told = new ArrayList<>();

    @BeforeEach
    void found() {
        runs(true);
        tracker.observe(state(true), Facts.of(state(true)));
        tracker.began(state(true));
    }

    @Test
    void whatWasSaidBeforeItsStartIsNoRequestToIt() {
        theRunBeforeIsStopped();
        start();
        assertThat(tracker.shouldRun()).isTrue();

        runs(false);
        die(103);
        assertThat(deaths()).singleElement().returns(Intent.NOT_ASKED, died -> died.judgement().intent());
    }

    @Test
    void nothingThatWasSaidBeforeItsStartIsKept() {
        theRunBeforeIsStopped();
        say(new OnOom(), "oom", 99);
        start();
        assertThat(tracker.kills()).isEmpty();
        assertThat(tracker.stopAt()).isNull();
        assertThat(tracker.oomAt()).isNull();
    }

    @Test
    void whatIsSaidAfterItsStartIs() {
        start();
        say(new OnKill(), "kill", 102);
        runs(false);
        die(103);
        assertThat(deaths()).singleElement().returns(Intent.ASKED, died -> died.judgement().intent());
    }

    @Test
    void oneWhoseEndByRequestWasFoundTooIsNotWantedForTheWordOfItsStart() {
        tracker.ended(new Tracker.End(T.plusSeconds(102), 1, new Judgement(Intent.ASKED, false, List.of())), false, 0,
                false);
        tracker.shouldRun(false);
        runs(false);
        start();
        assertThat(tracker.shouldRun()).isFalse();
    }

    private void theRunBeforeIsStopped() {
        say(new OnKill(), "kill", 98);
        die(99);
        say(new OnStop(), "stop", 99);
        assertThat(deaths()).isEmpty();
    }

    private void start() {
        say(new OnStart(), "start", 100);
    }

    private void die(int second) {
        say(new OnDie(Duration.ZERO, MemoryKills.UNKNOWN), "die", second);
    }

    private void say(MessageHandler handler, String action, int second) {
        Instant at = T.plusSeconds(second).plusMillis(5);
        Map<String, String> attributes = Map.of("name", "web", "exitCode", "1", "signal", "15");
        told.addAll(handler.handle(new EngineMessage("container", action, "c1", attributes, at, at, false), tracker,
                scene).result());
    }

    private List<Died> deaths() {
        return told.stream().filter(Died.class::isInstance).map(Died.class::cast).toList();
    }

    private void runs(boolean running) {
        calls.inspect = new CallResult.Done<>(state(running));
    }

    private static ContainerState state(boolean running) {
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), running ? "running" : "exited", running,
                false, false, 0, running ? 0 : 1, false, "", T, RUN, running ? null : T.plusSeconds(103), 0, null,
                new RestartPolicy("on-failure", 2), "SIGTERM", Duration.ofSeconds(10), false, List.of("sh"), false,
                List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }
}
