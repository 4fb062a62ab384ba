package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What stands against stopping a container that runs, to have it started again: who is inside, an engine that could not start it, a
 * network that it could not join again. To ask that takes a while, so how it is is to be looked at again after it.
 */
final class Clearance {
    private final Stacking with;

    Clearance(Stacking with) {
        this.with = with;
    }

    /**
     * Why it is left as it is.
     *
     * @param error by what a remedy goes on; empty where it is as after any other
     * @param all   whether it is so of all that are still to come
     */
    record Objection(String why, Optional<ErrorClass> error, boolean all) {}

    /** The first there is; empty where nothing stands against it. */
    Future<Optional<Objection>> against(Turn turn, ContainerState state) {
        return with.people()
                .apply(turn.id())
                .map(company -> company.against().map(why -> new Objection(why, Optional.empty(), false)))
                .compose(inside -> inside.isPresent() ? Future.succeededFuture(inside) : full())
                .compose(before -> before.isPresent() ? Future.succeededFuture(before) : cutOff(state));
    }

    private Future<Optional<Objection>> full() {
        return with.room().against().map(full -> full.map(why -> new Objection(why, Optional.empty(), true)));
    }

    private Future<Optional<Objection>> cutOff(ContainerState state) {
        return Rejoining.against(with.calls(), state, "")
                .map(refused -> refused.map(why -> new Objection(why.message(), Optional.of(why.error()), false)));
    }
}
