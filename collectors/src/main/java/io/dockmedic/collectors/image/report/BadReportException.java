package io.dockmedic.collectors.image.report;

/** This is no report that can be read; the message says why and where, and quotes nothing of it. */
public final class BadReportException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean incomplete;

    BadReportException(String reason, boolean incomplete) {
        super(reason);
        this.incomplete = incomplete;
    }

    /** Whether it ends too early: it may still be being written. */
    boolean incomplete() {
        return incomplete;
    }
}
