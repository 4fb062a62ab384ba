package io.dockmedic.collectors.engine.client;

import java.util.Locale;

/** Kinds of refusal that call for different answers. */
public enum ErrorClass {
    /** No such container, image, network (404). */
    NOT_FOUND,
    /** In conflict with the object's state (409), or already so (304). */
    CONFLICT,
    /** A socket proxy or the socket's own permissions forbid it (401, 403, EACCES). */
    DENIED,
    /** Our request or the container's configuration is wrong (400). */
    BAD_REQUEST,
    /** The host port is taken. */
    PORT_IN_USE,
    /** The command cannot be executed or found (the engine's 400 or 500 with OCI runtime's words). */
    BAD_COMMAND,
    /** A registry or DNS could not be reached. */
    NETWORK,
    /** The container whose network it shares is gone: it can never be started again. */
    NETWORK_GONE,
    /** What it needs is not there yet, and may be any moment. */
    NOT_YET,
    /** A mount's source is busy or missing. */
    MOUNT,
    /** A device driver or runtime is not there. */
    DEVICE,
    /** Any other 5xx. */
    SERVER_ERROR,
    /** The engine could not be reached at all. */
    UNREACHABLE;

    /** As logs and metric labels write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
