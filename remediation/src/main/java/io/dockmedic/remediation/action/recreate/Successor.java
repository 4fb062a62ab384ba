package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks again, in the middle, at the container whose network the new one is made for. Futures never fail. */
final class Successor {
    private static final int MOST = 3;

    private final Successors successors;
    private int others;

    Successor(Remaking with) {
        this.successors = new Successors(with);
    }

    /** What stands against stopping the old one for it now; empty when nothing does, or it joins nobody else. */
    Future<Optional<String>> against(ContainerState old, Known known) {
        return known.bound()
                ? successors.against(old, known.into()).otherwise(Optional.of("what it is to join cannot be looked at"))
                : Future.succeededFuture(Optional.empty());
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
