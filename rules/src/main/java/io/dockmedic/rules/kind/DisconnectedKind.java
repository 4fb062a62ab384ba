package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.EngineEvent.Disconnected;
import java.util.List;

/** {@code engine.disconnected}. */
final class DisconnectedKind {
    static final Kind<Disconnected> KIND = Kind.of(
            Disconnected.KIND,
            Disconnected.class,
            "we lost sight of the engine",
            List.of(),
            List.of(
                    Field.word(
                            "reason",
                            "why",
                            List.of("stream_ended", "frozen", "unreachable", "denied", "unsupported"),
                            Disconnected::reason)));

    private DisconnectedKind() {}
}
