package io.dockmedic.collectors.alert.payload;

/** What was sent is not what it should be. The message says where, and what to send instead. */
public final class BadPayloadException extends Exception {
    private static final long serialVersionUID = 1;

    public BadPayloadException(String where, String what, String instead) {
        super((where.isEmpty() ? "" : where + " ") + what + "; " + instead);
    }
}
