package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What is asked once more before the old one is touched, and again before it is stopped: by then it may be otherwise than when it was
 * decided. To ask takes a while, so how it is is to be looked at again after it. Futures never fail. To be used on one context.
 */
final class Clearance {
    private final Remaking with;
    private final Successor successor;
    private boolean joinable;
    private boolean alone;

    Clearance(Remaking with, Successor successor) {
        this.with = with;
        this.successor = successor;
    }

    /** Whether something is still to be asked before that. */
    boolean due(Move move, Known known, World world) {
        return switch (move) {
            case Move.Policy policy when !known.committed() -> known.bound() && !joinable && world.old() != null;
            case Move.Stop stop when !known.committed() -> !alone;
            default -> false;
        };
    }

    /** Asks it. */
    Future<Sequel> before(Move move, ContainerState old, Known known) {
        return move instanceof Move.Stop ? livedOn(old, known) : joined(old, known);
    }

    /** So long the old one has gone on as it was, and a pause since the decision counts, and a storm that would hold it up. */
    Future<Optional<Sequel>> heldUp(Known known) {
        return with.mayGoOn()
                .apply(known.act(), known.old())
                .otherwise(true)
                .map(may -> may ? Optional.empty() : Optional.of(new Sequel.GoBack("acts are held up meanwhile")));
    }

    /**
     * Who joined it since the decision would be left on what is gone; what it is to join may be gone or being deployed by now, with no
     * way back once it is stopped; and on a full disk neither of the two could be started.
     */
    private Future<Sequel> livedOn(ContainerState old, Known known) {
        alone = true;
        return new Objections(with).livingOn(known.old())
                .otherwise(Optional.of("it is not known who lives on it"))
                .compose(why -> why.isPresent() ? Future.succeededFuture(why) : with.room().against())
                .compose(why -> why.isPresent()
                        ? Future.succeededFuture(new Sequel.GoBack(why.get()))
                        : joined(old, known));
    }

    /** Nothing was changed yet: it may be otherwise in a moment. */
    private Future<Sequel> joined(ContainerState old, Known known) {
        joinable = true;
        return successor.against(old, known)
                .map(why -> why.isPresent()
                        ? new Sequel.GoBack(ErrorClass.NOT_YET, why.get())
                        : new Sequel.Look());
    }
}
