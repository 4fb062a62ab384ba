package io.dockmedic.collectors.engine.stream;

/** The engine, or a proxy before it, answered our attempt to connect with an error. */
final class NotSubscribedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DisconnectReason reason;

    /** @param what was asked for */
    NotSubscribedException(String what, int status) {
        super(what + " was answered with status " + status);
        this.reason = switch (status) {
            case 401, 403 -> DisconnectReason.DENIED;
            case 502, 503, 504 -> DisconnectReason.UNREACHABLE;
            default -> DisconnectReason.UNSUPPORTED;
        };
    }

    DisconnectReason reason() {
        return reason;
    }
}
