package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.container.shared.NetworkOwner;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.action.shared.ByHand;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which container has come in the place of one whose network another shares. Only what is known counts: the gone one was seen while it was
 * there, and one container is of its service now. Futures never fail.
 */
final class Successors {
    private static final int DEEPEST = 16;
    private static final String HEALTHY = "healthy";
    private static final String OFF = " has no network itself: ";

    /** What a container that is to be made anew is to be made for. */
    sealed interface Join {
        /** What it names is there, or it names none. */
        record AsItIs() implements Join {}

        /** The container that has come in the place of what it names, by its full id. */
        record Into(String id, String name) implements Join {}

        /**
         * It cannot be told, or cannot be yet.
         *
         * @param passes whether it may be otherwise in a moment
         */
        record Against(String why, boolean passes) implements Join {}
    }

    private final Remaking with;

    Successors(Remaking with) {
        this.with = with;
    }

    /** For this one. */
    Future<Join> of(ContainerState child) {
        String asked = child.networkOf();
        if (asked.isEmpty()) {
            return Future.succeededFuture(new Join.AsItIs());
        }
        return with.calls().inspect(asked).compose(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState there) ->
                Future.succeededFuture(child.running() && (!there.running() || there.restarting())
                        ? new Join.Against(Rejoining.down(child, there), true)
                        : new Join.AsItIs());
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND ->
                with.joining()
                        .owners()
                        .apply(asked)
                        .compose(owner -> owner.map(whose -> of(child, whose))
                                .orElseGet(() -> no(
                                        Rejoining.gone(child) + ", and Dockmedic never saw it: which container is"
                                                + " in its place is not known" + ByHand.anew(child))))
                        .otherwise(unread -> new Join.Against(
                                Rejoining.gone(child) + ", and the journal cannot be read", true));
            case CallResult.Refused<ContainerState> refused -> unseen(asked);
            case CallResult.Unknown<ContainerState> unknown -> unseen(asked);
        });
    }

    /** Whether what it names is gone, for what does not ask for another: for a person; empty when it is there. */
    Future<Optional<String>> gone(ContainerState child, String otherwise) {
        if (child.networkOf().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return with.calls()
                .inspect(child.networkOf())
                .map(result -> result instanceof CallResult.Refused<ContainerState> refused
                        && refused.error() == ErrorClass.NOT_FOUND
                                ? Optional.of(Rejoining.gone(child) + otherwise)
                                : Optional.empty());
    }

    private Future<Join> of(ContainerState child, NetworkOwner owner) {
        return with.calls()
                .list()
                .compose(result -> result instanceof CallResult.Done<List<String>>(List<String> ids)
                        ? each(ids, 0, owner.service(), new ArrayList<>())
                                .compose(found -> found.isPresent()
                                        ? chosen(child, owner, found.get())
                                        : unseen(owner.service().key()))
                        : unseen(owner.service().key()));
    }

    /** Empty when one of them could not be looked at. */
    private Future<Optional<List<ContainerState>>> each(List<String> ids, int next, Service service,
            List<ContainerState> found) {
        if (next == ids.size()) {
            return Future.succeededFuture(Optional.of(found));
        }
        return with.calls().inspect(ids.get(next)).compose(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState one) -> {
                if (Service.of(one.name(), one.labels()).equals(service) && !Service.oneOff(one.labels())) {
                    found.add(one);
                }
                yield each(ids, next + 1, service, found);
            }
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND ->
                each(ids, next + 1, service, found);
            case CallResult.Refused<ContainerState> refused -> Future.succeededFuture(Optional.empty());
            case CallResult.Unknown<ContainerState> unknown -> Future.succeededFuture(Optional.empty());
        });
    }

    /** What {@code docker compose run} has made, is of the service for a while and in nobody's place. */
    private Future<Join> chosen(ContainerState child, NetworkOwner owner, List<ContainerState> found) {
        Service service = owner.service();
        if (found.size() != 1) {
            String many = found.isEmpty() ? "no container is" : found.size() + " containers are";
            return later(Rejoining.gone(child) + ": it was of " + service.key() + ", of which " + many + " there now"
                    + ByHand.anew(child));
        }
        ContainerState successor = found.getFirst();
        NetworkOwner its = NetworkOwner.of(successor.name(), successor.labels());
        if (!owner.sameDeployment(its)) {
            return no(Rejoining.gone(child) + ": it was deployed from " + owner.place() + ", and " + successor.name()
                    + ", which is of " + service.key() + " now, from "
                    + (its.place().isEmpty() ? "elsewhere" : its.place()) + ByHand.anew(child));
        }
        return against(child, successor.id()).map(against -> against
                .<Join>map(why -> new Join.Against(Rejoining.gone(child) + ": " + why, true))
                .orElseGet(() -> new Join.Into(successor.id(), successor.name())));
    }

    /** What stands against making it for the network of that one now; empty when nothing does. */
    Future<Optional<String>> against(ContainerState child, String successor) {
        return with.calls().inspect(successor).compose(result -> {
            if (!(result instanceof CallResult.Done<ContainerState>(ContainerState is))) {
                return why(successor + ", which has come in its place, cannot be looked at");
            }
            Optional<String> unfit = unfit(is).or(() -> with.joining()
                    .atWork(Service.of(is.name(), is.labels()), Service.of(child.name(), child.labels())));
            return unfit.isPresent() ? Future.succeededFuture(unfit) : offAlong(child, is, is, 0);
        });
    }

    private static Optional<String> unfit(ContainerState successor) {
        String its = successor.name() + ", which has come in its place, ";
        if (!successor.running() || successor.restarting() || successor.paused()) {
            return Optional.of(its + "does not run: " + successor.status());
        }
        ContainerState.HealthState health = successor.health();
        return health == null || health.status().equals(HEALTHY) || health.status().equals("none")
                ? Optional.empty()
                : Optional.of(its + "is " + health.status());
    }

    /** It may share another's network itself, and that one another's; that of the one to be made anew it does not, or that would not be. */
    private Future<Optional<String>> offAlong(ContainerState child, ContainerState successor, ContainerState last,
            int deep) {
        String asked = last.networkOf();
        if (last.id().equals(child.id())) {
            return why(successor.name() + OFF + "it shares that of " + child.name() + " itself");
        }
        if (asked.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return with.calls().inspect(asked).compose(result -> {
            if (!(result instanceof CallResult.Done<ContainerState>(ContainerState next))) {
                return why(successor.name() + OFF + "it is for that of " + asked + ", which is not to be seen");
            }
            if (deep == DEEPEST) {
                return why(successor.name() + OFF + "it shares that of others in a circle");
            }
            if (!next.running() || next.restarting()) {
                return why(successor.name() + OFF + next.name() + ", whose it shares, does not run");
            }
            return cutOff(last, next)
                    ? why(successor.name() + OFF + last.name() + " is cut off from " + next.name()
                            + ", whose it shares and which was started after it")
                    : offAlong(child, successor, next, deep + 1);
        });
    }

    /** What was started before the other is left in the network of that one's last run, where each run has one of its own. */
    private static boolean cutOff(ContainerState one, ContainerState other) {
        Instant joined = one.startedAt();
        Instant began = other.startedAt();
        return !other.networkMode().equals("host") && joined != null && began != null && began.isAfter(joined);
    }

    private static Future<Optional<String>> why(String text) {
        return Future.succeededFuture(Optional.of(text));
    }

    private static Future<Join> no(String why) {
        return Future.succeededFuture(new Join.Against(why, false));
    }

    private static Future<Join> later(String why) {
        return Future.succeededFuture(new Join.Against(why, true));
    }

    private static Future<Join> unseen(String what) {
        return later("whether " + what + ", whose network it shares, is there cannot be seen");
    }
}
