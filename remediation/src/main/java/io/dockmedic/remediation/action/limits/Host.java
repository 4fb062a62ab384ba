package io.dockmedic.remediation.action.limits;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.room.Bytes;
import io.vertx.core.Future;
import java.util.Optional;

/** Whether the host can give a container more. */
final class Host {
    private Host() {}

    /**
     * What stands against it; empty when nothing does. At most half of what would be left with the container at its limit of
     * now may be given to it. Where it cannot be told what is left, nothing is given. The future never fails.
     *
     * @param more bytes that it is to have
     */
    static Future<Optional<String>> against(ContainerState state, long more, MemoryReadings readings) {
        if (more <= 0) {
            return Future.succeededFuture(Optional.empty());
        }
        long used = state.running()
                ? readings.latest().apply(state.id()).map(MemoryReadings.Used::workingSet).orElse(0L)
                : 0;
        long unused = Math.max(0, state.limits().memoryBytes() - used);
        return readings.available()
                .get()
                .map(available -> against(more, available - unused))
                .otherwise(why -> Optional
                        .of("how much memory the host has left cannot be told, so that nothing is given: "
                                + why.getMessage()));
    }

    private static Optional<String> against(long more, long left) {
        return more <= left / 2
                ? Optional.empty()
                : Optional.of("the host has too little memory left: " + Bytes.text(Math.max(0, left))
                        + " with the container at its limit, of which at most half may be given to it, and it was to have "
                        + Bytes.text(more) + " more");
    }
}
