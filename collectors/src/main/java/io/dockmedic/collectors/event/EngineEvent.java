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

        @Override
        public String summary() {
            return "engine " + engineVersion + " is in sight (API " + apiVersion + ")"
                    + (gap ? "; what happened before was compared, not seen" : "");
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

        @Override
        public String summary() {
            return "lost sight of the engine: " + reason;
        }
    }

    /**
     * Whether this instance may act on the engine or only observes, because another one acts on it.
     *
     * @param acting false: observe only
     */
    record Role(Instant at, String host, Origin origin, boolean acting) implements EngineEvent {
        public static final String KIND = "engine.role";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String summary() {
            return acting
                    ? "this instance acts on the engine"
                    : "another instance acts on the engine; this one observes";
        }
    }
}
