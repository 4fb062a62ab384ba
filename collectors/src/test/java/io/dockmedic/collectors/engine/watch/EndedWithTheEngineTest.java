package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.lease.EngineLease;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.intent.Intent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * We run beside what the engine stops when it is shut down, and end with it or before it is back. Its own record of who
 * asked for what cannot be read there.
 */
class EndedWithTheEngineTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final EngineInfo ENGINE = new EngineInfo("e", "host", "20.10", "1.41", "/nowhere", true);

    @TempDir
    private Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(START);
    private final FakeCalls calls = new FakeCalls();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private SqliteJournal journal;
    private EngineWatch watch;

    @BeforeEach
    void twoContainersAreStoppedWithinAMoment() {
        journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(WatchStore.TABLES), Retention.DEFAULT, time,
                time, new Health(), new SimpleMeterRegistry(), vertx);
        Subscriber.on(vertx, Events.TOPIC, "rules", event -> {
            told.add(event);
            return Future.succeededFuture();
        });
        watch = begun(true);
        for (String name : List.of("web", "db")) {
            calls.has.put(name, state(name, true));
            say("start", name, 1, Map.of());
        }
        for (String name : List.of("web", "db")) {
            say("kill", name, 10, Map.of("signal", "15"));
            calls.has.put(name, state(name, false));
            say("die", name, 11, Map.of("exitCode", "0"));
        }
        await().until(() -> died().size() == 2);
        assertThat(died()).allMatch(death -> death.judgement().intent() == Intent.ASKED);
        told.clear();
        time.advance(Duration.ofSeconds(12));
    }

    @AfterEach
    void close() {
        Watching.sync(journal.close());
        Watching.sync(vertx.close());
    }

    @Test
    void whatWasStoppedRightBeforeWeEndedMayHaveGoneWithTheEngine() {
        on(() -> watch.ends());
        begun(false);
        assertThat(died()).hasSize(2)
                .allMatch(Died::gap)
                .allMatch(death -> death.judgement().intent() == Intent.UNKNOWN)
                .allMatch(death -> death.judgement().evidence().toString().contains("when we ended"));
    }

    @Test
    void anEngineThatWasSeenGoingBeforeWeWereKilledTookThemAlong() {
        on(() -> {
            watch.disconnected("stream_ended");
            // Written down before we are killed: what is written later is over by the same time.
            return journal.write(connection -> 0);
        });
        time.advance(Duration.ofMinutes(1));
        begun(false);
        assertThat(died()).hasSize(2).allMatch(death -> death.judgement().intent() == Intent.ENGINE_SHUTDOWN);
    }

    @Test
    void whatTheEngineGaveNoAnswerAboutIsAskedForAgainAndJudgedByTheSameGap() {
        theEngineIsGoneForAMinute();
        calls.silent.add("web");
        on(() -> watch.connected(ENGINE, false));
        assertThat(died()).singleElement().returns("db", death -> death.container().name());

        calls.silent.clear();
        passes(Duration.ofSeconds(11));
        await().until(() -> died().size() == 2);
        assertThat(died()).allMatch(death -> death.judgement().intent() == Intent.ENGINE_SHUTDOWN);
    }

    @Test
    void alsoWhenTheEngineGoesOnceMoreBeforeItHasAnswered() {
        theEngineIsGoneForAMinute();
        calls.silent.add("web");
        on(() -> watch.connected(ENGINE, false));
        theEngineIsGoneForAMinute();
        calls.silent.clear();
        on(() -> watch.connected(ENGINE, false));
        assertThat(died()).hasSize(2).allMatch(death -> death.judgement().intent() == Intent.ENGINE_SHUTDOWN);
    }

    @Test
    void whatIsHeardOfItMeanwhileCountsMore() {
        theEngineIsGoneForAMinute();
        calls.silent.add("web");
        on(() -> watch.connected(ENGINE, false));
        calls.has.put("web", state("web", true, START.plusSeconds(80)));
        say("start", "web", 80, Map.of());
        say("kill", "web", 81, Map.of("signal", "15"));
        calls.has.put("web", state("web", false, START.plusSeconds(80)));
        calls.silent.clear();
        say("die", "web", 82, Map.of("exitCode", "0"));
        await().until(() -> died().size() == 2);
        passes(Duration.ofSeconds(11));
        passes(Duration.ofSeconds(2));
        // Its turn comes after what was compared.
        calls.has.put("web", state("web", true, START.plusSeconds(100)));
        say("start", "web", 100, Map.of());
        await().until(() -> told.stream().filter(Started.class::isInstance).count() == 2);
        assertThat(died()).hasSize(2)
                .last()
                .returns(Intent.ASKED, death -> death.judgement().intent());
    }

    @Test
    void whoRestartsOnlyUsIsAskedNothing() {
        on(() -> watch.ends());
        begun(true);
        begun(false);
        assertThat(died()).as("the engine was in sight again in between").isEmpty();
    }

    @Test
    void wherePeopleStoppedThemLongBeforeTheyDid() {
        time.advance(Duration.ofMinutes(1));
        on(() -> watch.ends());
        begun(false);
        assertThat(died()).isEmpty();
    }

    private void theEngineIsGoneForAMinute() {
        on(() -> {
            watch.disconnected("stream_ended");
            return journal.write(connection -> 0);
        });
        time.advance(Duration.ofMinutes(1));
    }

    private void passes(Duration duration) {
        on(() -> {
            time.advance(duration);
            return Future.succeededFuture();
        });
    }

    private List<Died> died() {
        return told.stream().filter(Died.class::isInstance).map(Died.class::cast).toList();
    }

    private EngineWatch begun(boolean continuous) {
        EngineWatch begun = new EngineWatch(vertx, calls, time, time,
                new Publisher<>(vertx, Events.TOPIC, List.of("rules"), new SimpleMeterRegistry()),
                new EngineLease(dir, time, new AtOnce(), new Health()), new WatchStore(journal), acting -> {},
                Optional.empty(), new Containers(), MemoryKills.UNKNOWN, new Redactor(), new SimpleMeterRegistry());
        on(() -> begun.recall().compose(recalled -> begun.connected(ENGINE, continuous)));
        return begun;
    }

    private void say(String action, String name, int second, Map<String, String> attributes) {
        Instant at = START.plusSeconds(second);
        on(() -> watch.message(new EngineMessage("container", action, name, attributes, at, at, false)));
    }

    private void on(Supplier<Future<?>> work) {
        Promise<Object> done = Promise.promise();
        vertx.runOnContext(go -> work.get().onComplete(result -> done.complete()));
        Watching.sync(done.future());
    }

    private static ContainerState state(String name, boolean running) {
        return state(name, running, START.plusSeconds(1));
    }

    private static ContainerState state(String name, boolean running, Instant began) {
        return new ContainerState(name, name, "image", "sha256:1", Map.of(), running ? "running" : "exited", running,
                false, false, 0, 0, false, "", START, began, running ? null : began.plusSeconds(10), 0,
                null, new RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("sh"), false,
                List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }
}
