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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lists and inspects everything and compares it with the inventory, each container in its own lane. With the stream
 * live, a difference may be a message still on its way: it is looked at a second time before it counts. What the engine gave no
 * answer about after a gap is asked for again, and compared by that gap then, unless its messages have told more of it.
 */
final class Reconciler {
    private static final int AT_ONCE = 8;
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Timers timers;
    private final Inventory inventory;
    private final Lanes lanes;
    private final Redactor redactor;
    private final BiFunction<Tracker, List<Event>, Future<Void>> settle;
    private final Consumer<String> lookAgain;
    /** The gap of which a container has not been seen since, by its id. */
    private final Map<String, Occasion> owed = new HashMap<>();
    private final Set<String> asking = new HashSet<>();

    /**
     * @param settle    publishes what was found of a container and remembers it
     * @param lookAgain has one compared by {@link #one} while messages come; nothing, when none do
     */
    Reconciler(
            Vertx vertx,
            Timers timers,
            Inventory inventory,
            Lanes lanes,
            Redactor redactor,
            BiFunction<Tracker, List<Event>, Future<Void>> settle,
            Consumer<String> lookAgain) {
        this.vertx = vertx;
        this.timers = timers;
        this.inventory = inventory;
        this.lanes = lanes;
        this.redactor = redactor;
        this.settle = settle;
        this.lookAgain = lookAgain;
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

    /**
     * Completes when everything has been compared that the engine gave an answer about; fails with the reason when it did not
     * even list it.
     */
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
        owed.keySet().removeIf(id -> !gone.contains(id) && !listed.contains(id));
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

    /** Its messages have told what it has come to since the gap. */
    void told(String id) {
        owed.remove(id);
    }

    private Future<Boolean> differs(String id, Scene scene) {
        Optional<Tracker> tracker = inventory.known(id);
        if (tracker.isEmpty() || owed.containsKey(id)) {
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
        Occasion gap = owed.getOrDefault(id, occasion);
        return scene.calls().inspect(id).compose(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) ->
                occasion.holds().getAsBoolean() ? found(state, scene, gap) : Future.succeededFuture();
            case CallResult.Refused<ContainerState> refused when refused.status() == 404 -> {
                owed.remove(id);
                Optional<Tracker> tracker = inventory.known(id);
                yield tracker.isEmpty()
                        ? Future.succeededFuture()
                        : settle.apply(tracker.get(),
                                comparison(scene, gap, Optional.empty(), true).gone(tracker.get()));
            }
            case CallResult.Refused<ContainerState> refused -> unanswered(id, gap);
            case CallResult.Unknown<ContainerState> unknown -> unanswered(id, gap);
        });
    }

    private Future<Void> unanswered(String id, Occasion gap) {
        if (!gap.live()) {
            owed.put(id, gap);
            if (asking.add(id)) {
                timers.after(AGAIN, () -> {
                    asking.remove(id);
                    if (owed.containsKey(id)) {
                        lookAgain.accept(id);
                    }
                });
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> found(ContainerState state, Scene scene, Occasion occasion) {
        owed.remove(state.id());
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
