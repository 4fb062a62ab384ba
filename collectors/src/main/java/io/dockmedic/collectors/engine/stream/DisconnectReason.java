package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.engine.client.EngineUnavailable;
import io.dockmedic.collectors.engine.client.UnsupportedEngineException;
import java.util.Locale;
import java.util.Map;

/** Why we do not see the engine. */
enum DisconnectReason {
    /** The stream was open and is not any more, cleanly or not. */
    STREAM_ENDED,
    /** It accepts connections and answers nothing. */
    FROZEN,
    /** Nobody listens there, or what listens has no engine behind it. */
    UNREACHABLE,
    /** A socket proxy or the socket's permissions keep us out. */
    DENIED,
    /** Something answers that we cannot work with. */
    UNSUPPORTED;

    private static final Map<EngineUnavailable.Kind, DisconnectReason> OF_SILENCE = Map.of(
            EngineUnavailable.Kind.UNREACHABLE, UNREACHABLE,
            EngineUnavailable.Kind.DENIED, DENIED,
            EngineUnavailable.Kind.SILENT, FROZEN,
            EngineUnavailable.Kind.BROKEN, UNREACHABLE);

    /** Why an attempt to connect failed. */
    static DisconnectReason of(Throwable cause) {
        return switch (cause) {
            case EngineUnavailable silence -> OF_SILENCE.getOrDefault(silence.kind(), UNREACHABLE);
            case NotSubscribedException refused -> refused.reason();
            case UnsupportedEngineException unsupported -> UNSUPPORTED;
            default -> UNREACHABLE;
        };
    }

    /** As events, logs and metric labels write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
