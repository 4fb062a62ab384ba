package io.dockmedic.collectors.alert.inbox;

/** More waits to be told to rules than may. It passes: what is sent again later is taken. */
public final class FullException extends Exception {
    private static final long serialVersionUID = 1;

    FullException() {
        super("too many alerts wait already");
    }
}
