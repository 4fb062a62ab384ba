package io.dockmedic.collectors.base.journal;

/** Nothing was written or read. The message says where, what and what to do, for a person at 3 a.m. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    public JournalException(String message) {
        super(message);
    }
}
