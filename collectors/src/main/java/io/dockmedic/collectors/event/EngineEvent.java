package io.dockmedic.collectors.event;

import java.time.Instant;

/** What happens to the engine itself, or to our sight of it. */
public sealed interface EngineEvent extends Event {
    @Override
    default String subject() {
        return "engine";
    }

    /**
     * We see the engine (again), and what it has has been compared with what we knew.
     *
     * @param engineVersion {@code 28.5.1}
     * @param apiVersion    the negotiated one, {@code 1.51}
     * @param gap           events may have been missed since we last saw it
     */
    record Connected(Instant at, String host, Origin origin, String engineVersion, String apiVersion,
            boolean gap) implements EngineEvent {
        public static final String KIND = "engine.connected";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * We lost sight of the engine.
     *
     * @param reason {@code stream_ended}, {@code frozen}, {@code unreachable}, {@code denied},
     *               {@code unsupported}
     */
    record Disconnected(Instant at, String host, Origin origin, String reason) implements EngineEvent {
        public static final String KIND = "engine.disconnected";

        @Override
        public String kind() {
            return KIND;
        }
    }
}
