package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.EngineEvent.Connected;
import java.util.List;

/** {@code engine.connected}. */
final class ConnectedKind {
    static final Kind<Connected> KIND = Kind.of(
            Connected.KIND,
            Connected.class,
            "we see the engine (again), and what it has has been compared with what we knew",
            List.of(),
            List.of(
                    Field.text("version", "the engine's version", Connected::engineVersion),
                    Field.text("apiVersion", "the API version negotiated with it", Connected::apiVersion),
                    Field.flag("gap", "events may have been missed since we last saw it", Connected::gap)));

    private ConnectedKind() {}
}
