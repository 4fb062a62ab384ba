package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks again, in the middle, at the container whose network the new one is made for. Futures never fail. */
final class Successor {
    private static final int MOST = 3;

    private final Successors successors;
    private final EngineCalls calls;
    private int others;

    Successor(Remaking with) {
        this.successors = new Successors(with);
        this.calls = with.calls();
    }

    /** What stands against stopping the old one now, for whose network the new one is to join; empty when nothing does. */
    Future<Optional<String>> against(ContainerState old, Known known) {
        return known.bound()
                ? successors.against(old, known.into()).otherwise(Optional.of("what it is to join cannot be looked at"))
                : Rejoining.against(calls, old, "").map(against -> against.map(Outcome.Refused::message));
    }

    /** Full id of the one that has come in its place in turn, and can be joined now; empty while none has, or it went on too often. */
    Future<Optional<String>> another(@Nullable ContainerState old, String into) {
        return old == null || others >= MOST
                ? Future.succeededFuture(Optional.empty())
                : successors.of(old).map(join -> {
                    Optional<String> another = join instanceof Successors.Join.Into(String id, String name)
                            && !id.equals(into) ? Optional.of(id) : Optional.empty();
                    others += another.isPresent() ? 1 : 0;
                    return another;
                }).otherwise(Optional.empty());
    }
}
