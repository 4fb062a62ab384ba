package io.dockmedic.collectors.engine.watch;

import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.stream.StreamSettings;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.LedgerRows;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.testkit.PrivateEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The watch of a real engine, with everything it publishes recorded. */
final class Watching implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> seen = new CopyOnWriteArrayList<>();
    private final SqliteJournal journal;
    private final Containers containers = new Containers();
    private final DockerJavaCalls calls;

    /** @param directory of journal and lease; the same one again means after our own restart */
    Watching(PrivateEngine engine, Path directory) {
        this(EngineAddress.parse(engine.dockerHost(), Map.of()), directory);
    }

    Watching(EngineAddress address, Path directory) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Health health = new Health();
        SystemClock clock = new SystemClock();
        VertxTimers timers = new VertxTimers(vertx);
        calls = new DockerJavaCalls(vertx, clock, timers, address, null, CallLimits.DEFAULT);
        journal = SqliteJournal.open(directory.resolve("journal.db"), List.of(WatchStore.TABLES), Retention.DEFAULT,
                clock, timers, health, meters, vertx);
        Subscriber.on(vertx, Events.TOPIC, "test", event -> {
            seen.add(event);
            return Future.succeededFuture();
        });
        EngineStage.Settings settings = new EngineStage.Settings(
                address, null, directory.resolve("lease"), List.of("test"), StreamSettings.DEFAULT);
        sync(journal.opened()
                .compose(opened -> vertx
                        .deployVerticle(new EngineStage(settings, calls, containers, MemoryKills.UNKNOWN, journal,
                                clock, health, meters))));
        awaitConnected(1);
    }

    /** The death of {@code name}'s container; waits for it. */
    Died death(String name) {
        return deaths(name, 1).getFirst();
    }

    /** At least {@code count} deaths of it; waits for them. */
    List<Died> deaths(String name, int count) {
        await().atMost(SOON).until(() -> all(name, Died.class).size() >= count);
        return all(name, Died.class);
    }

    /** An event of that kind about it; waits for it. */
    <E extends ContainerEvent> E event(String name, Class<E> kind) {
        await().atMost(SOON).until(() -> !all(name, kind).isEmpty());
        return all(name, kind).getLast();
    }

    /** What was seen so far. */
    <E extends ContainerEvent> List<E> all(String name, Class<E> kind) {
        return seen.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(event -> event.container().name().equals(name))
                .toList();
    }

    void awaitConnected(int times) {
        await().atMost(SOON)
                .until(() -> seen.stream().filter(EngineEvent.Connected.class::isInstance).count() >= times);
    }

    void awaitDisconnected() {
        await().atMost(SOON).until(() -> seen.stream().anyMatch(EngineEvent.Disconnected.class::isInstance));
    }

    EngineEvent.Connected lastConnected() {
        return seen.stream()
                .filter(EngineEvent.Connected.class::isInstance)
                .map(EngineEvent.Connected.class::cast)
                .toList()
                .getLast();
    }

    /** Enters an act of ours in the ledger, as remediation does before it calls the engine. */
    void begin(OwnAct act) {
        sync(journal.write(connection -> {
            LedgerRows.write(connection, act);
            return true;
        }));
        sync(new Publisher<>(vertx, Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), new SimpleMeterRegistry()).publish(act));
    }

    /** As it was last looked at; waits until it has been. */
    ContainerState state(String id) {
        await().atMost(SOON).until(() -> seen(id).isPresent());
        return seen(id).orElseThrow().state();
    }

    private Optional<Sighting> seen(String id) {
        return containers.all().stream().filter(sighting -> sighting.container().id().equals(id)).findFirst();
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        sync(journal.close());
        sync(vertx.close());
        calls.close();
    }

    static <T> T sync(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
