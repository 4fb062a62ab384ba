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
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.intent.Intent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
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

/** A death that the engine did not tell of, found when all are compared; its record says that somebody asked for it. */
class FoundWhileWatchingTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final ManualTime time = new ManualTime(START);
    private final FakeCalls calls = new FakeCalls();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private SqliteJournal journal;
    private EngineWatch watch;

    @BeforeEach
    void oneRuns() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("containers/web"));
        Files.writeString(folder.resolve("config.v2.json"), "{\"ID\": \"web\", \"HasBeenManuallyStopped\": true}");
        journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(WatchStore.TABLES), Retention.DEFAULT, time,
                time, new Health(), new SimpleMeterRegistry(), vertx);
        Subscriber.on(vertx, Events.TOPIC, "rules", event -> {
            told.add(event);
            return Future.succeededFuture();
        });
        watch = new EngineWatch(vertx, calls, time, time,
                new Publisher<>(vertx, Events.TOPIC, List.of("rules"), new SimpleMeterRegistry()),
                new EngineLease(dir, time, new AtOnce(), new Health()), new WatchStore(journal), acting -> {},
                Optional.empty(), new Containers(), MemoryKills.UNKNOWN, new Redactor(), new SimpleMeterRegistry());
        EngineInfo engine = new EngineInfo("e", "host", "20.10", "1.41", dir.toString(), true);
        on(() -> watch.recall().compose(recalled -> watch.connected(engine, true)));
        runs(true);
        say("start", Map.of());
        passes(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        Watching.sync(journal.close());
        Watching.sync(vertx.close());
    }

    /** It may have ended at any time since all were compared. */
    @Test
    void theSignalThatCameBeforeMayHaveEndedIt() {
        say("kill", Map.of("signal", "15"));
        assertThat(foundDead()).isEqualTo(Intent.ASKED);
    }

    @Test
    void aSignalThatItWasSeenToOutliveHasNot() {
        say("kill", Map.of("signal", "3"));
        int compared = calls.lists;
        await().until(() -> {
            passes(Duration.ofSeconds(100));
            return calls.lists >= compared + 2;
        });
        assertThat(foundDead()).isEqualTo(Intent.UNKNOWN);
    }

    private Intent foundDead() {
        runs(false);
        await().until(() -> {
            passes(Duration.ofSeconds(100));
            return !died().isEmpty();
        });
        return died().getFirst().judgement().intent();
    }

    private List<Died> died() {
        return told.stream().filter(Died.class::isInstance).map(Died.class::cast).toList();
    }

    private void runs(boolean running) {
        on(() -> {
            calls.has.put("web", state(running));
            return Future.succeededFuture();
        });
    }

    private void say(String action, Map<String, String> attributes) {
        on(() -> watch.message(
                new EngineMessage("container", action, "web", attributes, time.now(), time.now(), false)));
    }

    private void passes(Duration duration) {
        on(() -> {
            time.advance(duration);
            return Future.succeededFuture();
        });
    }

    private void on(Supplier<Future<?>> work) {
        Promise<Object> done = Promise.promise();
        context.runOnContext(go -> work.get().onComplete(result -> done.complete()));
        Watching.sync(done.future());
    }

    private static ContainerState state(boolean running) {
        return new ContainerState("web", "web", "image", "sha256:1", Map.of(), running ? "running" : "exited", running,
                false, false, 0, running ? 0 : 1, false, "", START, START, running ? null : START.plusSeconds(60), 0,
                null, new RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("sh"), false,
                List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }
}
