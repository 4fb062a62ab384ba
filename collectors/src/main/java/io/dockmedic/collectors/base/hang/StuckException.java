package io.dockmedic.collectors.base.hang;

/** A call has not come back in time, or one before it has not come back yet. */
public final class StuckException extends Exception {
    private static final long serialVersionUID = 1L;

    public StuckException(String message) {
        super(message);
    }
}
