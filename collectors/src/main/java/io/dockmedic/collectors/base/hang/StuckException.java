package io.dockmedic.collectors.base.hang;

/** A call has not come back in time, or one before it has not come back yet. */
public final class StuckException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean begun;

    public StuckException(String message) {
        this(message, true);
    }

    /** @param begun whether the call itself was begun, and may yet do what it is for */
    public StuckException(String message, boolean begun) {
        super(message);
        this.begun = begun;
    }

    /** Whether the call itself was begun, and may yet do what it is for; else one before it has not come back. */
    public boolean begun() {
        return begun;
    }
}
