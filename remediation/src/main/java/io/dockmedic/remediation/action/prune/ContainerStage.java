package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.Leftover;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.call.PartCalls;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Containers that ended by themselves long ago and that nobody will miss, as {@link Spent} judges. Each is looked at closely,
 * again right before it goes, and goes by a call of its own, never forced; its volumes stay. What the engine says of it is
 * known for ours.
 */
final class ContainerStage implements Stage {
    static final String KIND = "container";
    /** So long sizes are measured for a plan. */
    static final Duration MEASURING = Duration.ofSeconds(30);

    private static final String UNSEEN = "whether another container leans on it cannot be seen";

    private final Clearing with;
    private final Spent spent;
    /** How each is set up, which no container changes once it is made; by id. */
    private final Map<String, Leftover> known = new HashMap<>();
    private int calls;

    ContainerStage(Clearing with, Duration age) {
        this.with = with;
        this.spent = new Spent(age, with.whose());
    }

    @Override
    public String kind() {
        return KIND;
    }

    private Optional<String> against(Sighting one) {
        return spent.against(one, wall(), with.clock().now());
    }

    private Instant wall() {
        return with.clock().shown(with.clock().now());
    }

    @Override
    public Future<Plan> plan() {
        Collection<Sighting> all = with.sightings().get();
        List<Sighting> candidates = all.stream()
                .filter(one -> against(one).isEmpty())
                .filter(one -> with.lanes().busy(one.container().service().key(), "").isEmpty())
                .sorted(Comparator.comparing(one -> Optional.ofNullable(one.state().finishedAt()).orElse(Instant.MAX)))
                .limit(Run.MOST)
                .toList();
        if (candidates.isEmpty()) {
            return Future.succeededFuture(found(List.of()));
        }
        List<String> ids = all.stream().map(one -> one.container().id()).toList();
        return looked(new ArrayDeque<>(ids)).compose(seen -> seen
                ? measured(new ArrayDeque<>(candidates), with.clock().now().plus(MEASURING), new ArrayList<>())
                        .map(this::found)
                : Future.succeededFuture(new Plan.Blind(ErrorClass.CONFLICT,
                        "containers cannot be looked at: what leans on what is not known of all of them")));
    }

    private Plan found(List<Thing> things) {
        return new Plan.Found(things, things.isEmpty() ? "" : words(things),
                "which ended by themselves more than " + BuildCache.age(spent.age()) + " ago",
                "there is no container that ended by itself more than " + BuildCache.age(spent.age())
                        + " ago and may go");
    }

    /** How each of them is set up, one after the other; whether that is known of all. What is gone leans on nothing. */
    private Future<Boolean> looked(Queue<String> left) {
        String next = left.poll();
        return next == null
                ? Future.succeededFuture(true)
                : with.calls().leftover(next, false).compose(result -> {
                    if (result instanceof CallResult.Done<Leftover>(Leftover leftover)) {
                        known.put(next, leftover);
                    }
                    return looked(left).map(all -> all
                            && (result instanceof CallResult.Done<Leftover> || Came.notFound(result)));
                });
    }

    /** The engine goes through all files of a layer for its size: on a slow disk the time is for what frees room. */
    private Future<List<Thing>> measured(Queue<Sighting> left, Instant until, List<Thing> things) {
        Sighting next = left.poll();
        if (next == null) {
            return Future.succeededFuture(things);
        }
        Leftover seen = known.get(next.container().id());
        if (seen == null || spent.against(seen, List.copyOf(known.values()), wall()).isPresent()) {
            return measured(left, until, things);
        }
        return size(seen, until).compose(bytes -> {
            things.add(new Thing(KIND, seen.id(), seen.name(), bytes));
            return measured(left, until, things);
        });
    }

    private Future<Long> size(Leftover of, Instant until) {
        return with.clock().now().isBefore(until)
                ? with.calls()
                        .leftover(of.id(), true)
                        .map(result -> result instanceof CallResult.Done<Leftover>(Leftover measured)
                                ? measured.bytes()
                                : Thing.UNMEASURED)
                : Future.succeededFuture(Thing.UNMEASURED);
    }

    @Override
    public Future<Removal> remove(Thing thing, String act) {
        Optional<String> changed = with.sightings()
                .get()
                .stream()
                .filter(one -> one.container().id().equals(thing.id()))
                .map(one -> against(one)
                        .or(() -> with.lanes().busy(one.container().service().key(), "").isEmpty()
                                ? Optional.empty()
                                : Optional.of("something is done to it just now")))
                .findFirst()
                .orElse(Optional.of("it is not there any more"));
        if (changed.isPresent()) {
            return left(ErrorClass.CONFLICT, changed.get());
        }
        return with.ids()
                .get()
                .compose(ids -> ids instanceof CallResult.Done<List<String>>(List<String> now)
                        ? sinceThen(now, thing, act)
                        : left(ErrorClass.CONFLICT, UNSEEN));
    }

    /** One that was made since the plan may lean on it. */
    private Future<Removal> sinceThen(List<String> now, Thing thing, String act) {
        known.keySet().retainAll(now);
        return looked(new ArrayDeque<>(now.stream().filter(id -> !known.containsKey(id)).toList()))
                .compose(seen -> seen ? lastLook(thing, act) : left(ErrorClass.CONFLICT, UNSEEN));
    }

    private Future<Removal> lastLook(Thing thing, String act) {
        return with.calls().leftover(thing.id(), false).compose(result -> switch (result) {
            case CallResult.Done<Leftover>(Leftover now) -> spent.against(now, List.copyOf(known.values()), wall())
                    .map(why -> left(ErrorClass.CONFLICT, why))
                    .orElseGet(() -> call(thing, act));
            case CallResult.Refused<Leftover>(ErrorClass error, int status, String message) ->
                left(error, with.words(message));
            case CallResult.Unknown<Leftover>(String why) -> left(ErrorClass.CONFLICT, with.words(why));
        });
    }

    private Future<Removal> call(Thing thing, String act) {
        calls++;
        return with.parts()
                .make(act, Map.of(), PartCalls.entry(act, calls, thing.id(), OwnAct.DISCARD, with.clock().now()),
                        false, () -> with.calls().removeContainer(thing.id()))
                .map(came -> came.map(result -> Came.of(thing, result, with))
                        .orElseGet(() -> new Removal.Left(ErrorClass.CONFLICT, "it cannot be written down")));
    }

    private static Future<Removal> left(ErrorClass error, String why) {
        return Future.succeededFuture(new Removal.Left(error, why));
    }

    @Override
    public Future<Boolean> gone(Thing thing) {
        return with.calls().leftover(thing.id(), false).map(Came::notFound);
    }

    @Override
    public String words(List<Thing> gone) {
        return Named.words(gone, "stopped container", "stopped containers");
    }
}
