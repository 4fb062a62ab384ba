package io.dockmedic.collectors.engine.client;

import java.time.Duration;

/** No answer came, and why. */
public final class EngineUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Kinds of silence. */
    public enum Kind {
        /** Nobody listens there. */
        UNREACHABLE,
        /** The socket's permissions keep us out. */
        DENIED,
        /** Somebody accepted, and did not answer by the deadline. */
        SILENT,
        /** The connection ended before the answer did. */
        BROKEN
    }

    private final Kind kind;

    private EngineUnavailable(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    private EngineUnavailable(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static EngineUnavailable unreached(Throwable cause) {
        Kind kind = Unsent.why(cause) == ErrorClass.DENIED ? Kind.DENIED : Kind.UNREACHABLE;
        return new EngineUnavailable(kind, String.valueOf(Unsent.root(cause).getMessage()), cause);
    }

    static EngineUnavailable silent(Duration deadline) {
        return new EngineUnavailable(Kind.SILENT, "no answer within " + deadline.toMillis() + " ms");
    }

    static EngineUnavailable broken(Throwable cause) {
        return new EngineUnavailable(Kind.BROKEN, String.valueOf(Unsent.root(cause).getMessage()), cause);
    }
}
