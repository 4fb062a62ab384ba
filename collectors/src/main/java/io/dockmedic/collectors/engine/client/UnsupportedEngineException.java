package io.dockmedic.collectors.engine.client;

/** Something answers at the engine's address that we cannot work with; the message says why. */
public final class UnsupportedEngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedEngineException(String message) {
        super(message);
    }
}
