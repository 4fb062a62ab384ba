package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.StopRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Lists and inspects everything and compares it with the inventory, each container in its own lane. With the stream
 * live, a difference may be a message still on its way: it is looked at a second time before it counts.
 */
final class Reconciler {
    private static final int AT_ONCE = 8;
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Timers timers;
    private final Inventory inventory;
    private final Lanes lanes;
    private final Redactor redactor;
    private final BiFunction<Tracker, List<Event>, Future<Void>> settle;

    /** @param settle publishes what was found of a container and remembers it */
    Reconciler(
            Vertx vertx,
            Timers timers,
            Inventory inventory,
            Lanes lanes,
            Redactor redactor,
            BiFunction<Tracker, List<Event>, Future<Void>> settle) {
        this.vertx = vertx;
        this.timers = timers;
        this.inventory = inventory;
        this.lanes = lanes;
        this.redactor = redactor;
        this.settle = settle;
    }

    /**
     * What a comparison goes by.
     *
     * @param shutdown   what the way the engine went says, by container id
     * @param absence    who was away in between
     * @param since      since when events may be missing
     * @param returning  we have compared this very engine before: a container we do not know was made since
     * @param live       messages may be on their way
     * @param holds      whether this is still so: a look that comes too late says nothing
     * @param survivors  of what ran before
     */
    record Occasion(Map<String, Judgement> shutdown, Absence absence, Instant since, boolean returning, boolean live,
            BooleanSupplier holds, Survivors survivors) {}

    /** Completes when everything has been compared; fails with the reason when the engine did not answer. */
    Future<Void> run(Scene scene, Occasion occasion) {
        return scene.calls().list().compose(result -> switch (result) {
            case CallResult.Done<List<String>>(List<String> ids) -> compareAll(ids, scene, occasion);
            case CallResult.Refused<List<String>> refused ->
                Future.failedFuture("the engine refused the list of containers: " + refused.message());
            case CallResult.Unknown<List<String>> unknown ->
                Future.failedFuture("the engine did not answer with the list of containers: " + unknown.why());
        });
    }

    /**
     * What the engine no longer has goes first: the end of a service's old container must not look like the end of the
     * trouble with its new one.
     */
    private Future<Void> compareAll(List<String> listed, Scene scene, Occasion occasion) {
        TreeSet<String> gone = new TreeSet<>(inventory.ids());
        listed.forEach(gone::remove);
        return compareEach(gone, scene, occasion)
                .compose(done -> compareEach(new TreeSet<>(listed), scene, occasion));
    }

    private Future<Void> compareEach(Set<String> ids, Scene scene, Occasion occasion) {
        Queue<String> todo = new ArrayDeque<>(ids);
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            workers.add(work(todo, scene, occasion));
        }
        return Future.join(workers).mapEmpty();
    }

    private Future<Void> work(Queue<String> todo, Scene scene, Occasion occasion) {
        String id = todo.poll();
        return id == null
                ? Future.succeededFuture()
                : one(id, scene, occasion).transform(done -> work(todo, scene, occasion));
    }

    /** Compares one. */
    Future<Void> one(String id, Scene scene, Occasion occasion) {
        if (!occasion.live()) {
            return lanes.submit(id, () -> compare(id, scene, occasion));
        }
        return lanes.submit(id, () -> differs(id, scene)).compose(differs -> {
            if (!differs) {
                return Future.succeededFuture();
            }
            Promise<Void> later = Promise.promise();
            timers.after(SECOND_LOOK, later::tryComplete);
            return later.future().compose(waited -> lanes.submit(id, () -> compare(id, scene, occasion)));
        });
    }

    private Future<Boolean> differs(String id, Scene scene) {
        Optional<Tracker> tracker = inventory.known(id);
        if (tracker.isEmpty()) {
            return Future.succeededFuture(true);
        }
        return scene.calls().inspect(id).map(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> differs(tracker.get(), state)
                    || FailedStart.of(state, redactor, scene.clock().now())
                            .filter(failed -> !tracker.get().told(failed))
                            .isPresent();
            case CallResult.Refused<ContainerState> refused -> refused.status() == 404;
            case CallResult.Unknown<ContainerState> unknown -> false;
        });
    }

    private static boolean differs(Tracker tracker, ContainerState state) {
        boolean runs = state.running() && !state.restarting();
        boolean sameRun = state.startedAt() == null || state.startedAt().equals(tracker.run());
        String health = state.health() == null ? "" : state.health().status();
        return tracker.sighting().isEmpty() || runs != tracker.running() || !sameRun
                || (runs && !health.equals(tracker.health()));
    }

    private Future<Void> compare(String id, Scene scene, Occasion occasion) {
        return scene.calls().inspect(id).compose(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> found(state, scene, occasion);
            case CallResult.Refused<ContainerState> refused -> {
                Optional<Tracker> tracker = refused.status() == 404 ? inventory.known(id) : Optional.empty();
                yield tracker.isEmpty()
                        ? Future.succeededFuture()
                        : settle.apply(tracker.get(),
                                comparison(scene, occasion, Optional.empty(), true).gone(tracker.get()));
            }
            case CallResult.Unknown<ContainerState> unknown -> Future.succeededFuture();
        });
    }

    private Future<Void> found(ContainerState state, Scene scene, Occasion occasion) {
        if (!occasion.holds().getAsBoolean()) {
            return Future.succeededFuture();
        }
        boolean first = !occasion.returning() && inventory.known(state.id()).isEmpty();
        Tracker tracker = inventory.of(Facts.of(state));
        boolean down = !state.running() || state.restarting();
        return (down ? record(state.id(), scene) : Future.succeededFuture(Optional.<Boolean>empty()))
                .compose(onRequest -> engineStayed(occasion, onRequest)
                        .map(stayed -> comparison(scene, occasion, onRequest, stayed)))
                .compose(comparison -> settle.apply(tracker,
                        first ? comparison.foundFirst(tracker, state) : comparison.found(tracker, state)));
    }

    private Future<Optional<Boolean>> record(String id, Scene scene) {
        StopRecord record = new StopRecord(Path.of(scene.engine().dataRoot()));
        return vertx.executeBlocking(() -> record.stoppedOnRequest(id), false);
    }

    /** While the stream is open it is there. */
    private static Future<Boolean> engineStayed(Occasion occasion, Optional<Boolean> onRequest) {
        boolean matters = onRequest.orElse(false) && !occasion.live() && occasion.absence() == Absence.OURS;
        return matters ? occasion.survivors().any() : Future.succeededFuture(true);
    }

    private Comparison comparison(Scene scene, Occasion occasion, Optional<Boolean> onRequest, boolean engineStayed) {
        GapJudge judge = new GapJudge(onRequest, occasion.shutdown(), occasion.absence(), engineStayed,
                occasion.since());
        return new Comparison(scene.host(), scene.clock().now(), judge, redactor);
    }
}
