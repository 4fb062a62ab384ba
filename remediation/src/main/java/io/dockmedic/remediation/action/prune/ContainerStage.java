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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.ArrayDeque;

/**
 * Containers that ended by themselves long ago and that nobody will miss, as {@link Spent} judges. Each is looked at closely,
 * again right before it goes, and goes by a call of its own, never forced; its volumes stay. What the engine says of it is
 * known for ours.
 */
final class ContainerStage implements Stage {
    static final String KIND = "container";

    private final Clearing with;
    private final Spent spent;
    private int calls;

    ContainerStage(Clearing with, Duration age) {
        this.with = with;
        this.spent = new Spent(age, with.whose());
    }

    @Override
    public String kind() {
        return KIND;
    }

    private Instant wall() {
        return with.clock().shown(with.clock().now());
    }

    @Override
    public Future<Plan> plan() {
        Collection<Sighting> all = with.sightings().get();
        List<Sighting> candidates = all.stream()
                .filter(one -> spent.against(one, wall()).isEmpty())
                .filter(one -> with.lanes().busy(one.container().service().key(), "").isEmpty())
                .sorted(Comparator.comparing(one -> Optional.ofNullable(one.state().finishedAt()).orElse(Instant.MAX)))
                .limit(Run.MOST)
                .toList();
        if (candidates.isEmpty()) {
            return Future.succeededFuture(found(List.of()));
        }
        return looked(new ArrayDeque<>(all), new ArrayList<>()).compose(seen -> seen.size() == all.size()
                ? measured(new ArrayDeque<>(candidates), seen, new ArrayList<>()).map(this::found)
                : Future.succeededFuture(new Plan.Blind(ErrorClass.CONFLICT,
                        "containers cannot be looked at: what leans on what is not known of all of them")));
    }

    private Plan found(List<Thing> things) {
        return new Plan.Found(things, things.isEmpty() ? "" : words(things),
                "which ended by themselves more than " + BuildCache.age(spent.age()) + " ago",
                "there is no container that ended by itself more than " + BuildCache.age(spent.age())
                        + " ago and may go");
    }

    /** How each of them is set up, one after the other; not of those that cannot be looked at. */
    private Future<List<Leftover>> looked(Queue<Sighting> left, List<Leftover> seen) {
        Sighting next = left.poll();
        return next == null
                ? Future.succeededFuture(seen)
                : with.calls().leftover(next.container().id(), false).compose(result -> {
                    known(result).ifPresent(seen::add);
                    return looked(left, seen);
                });
    }

    private static Optional<Leftover> known(CallResult<Leftover> result) {
        return result instanceof CallResult.Done<Leftover>(Leftover leftover)
                ? Optional.of(leftover)
                : Optional.empty();
    }

    private Future<List<Thing>> measured(Queue<Sighting> left, List<Leftover> all, List<Thing> things) {
        Sighting next = left.poll();
        if (next == null) {
            return Future.succeededFuture(things);
        }
        boolean may = all.stream()
                .filter(one -> one.id().equals(next.container().id()))
                .allMatch(one -> spent.against(one, all, wall()).isEmpty());
        return (may
                ? with.calls().leftover(next.container().id(), true).map(ContainerStage::known)
                : Future.succeededFuture(Optional.<Leftover>empty())).compose(seen -> {
                    seen.map(one -> new Thing(KIND, one.id(), one.name(), one.bytes())).ifPresent(things::add);
                    return measured(left, all, things);
                });
    }

    @Override
    public Future<Removal> remove(Thing thing, String act) {
        Optional<String> changed = with.sightings()
                .get()
                .stream()
                .filter(one -> one.container().id().equals(thing.id()))
                .map(one -> spent.against(one, wall())
                        .or(() -> with.lanes().busy(one.container().service().key(), "").isEmpty()
                                ? Optional.empty()
                                : Optional.of("something is done to it just now")))
                .findFirst()
                .orElse(Optional.of("it is not there any more"));
        if (changed.isPresent()) {
            return left(ErrorClass.CONFLICT, changed.get());
        }
        return with.calls().leftover(thing.id(), false).compose(result -> switch (result) {
            case CallResult.Done<Leftover>(Leftover now) -> spent.against(now, List.of(), wall())
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
