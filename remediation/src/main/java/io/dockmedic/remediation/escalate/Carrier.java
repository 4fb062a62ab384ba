package io.dockmedic.remediation.escalate;

import io.vertx.core.Future;

/** What brings messages to receivers of a kind. To be used on one context. */
public interface Carrier {
    /**
     * What came back.
     *
     * @param status  HTTP status, or what comes nearest to it; 0 when there was none
     * @param problem for a person; empty when it was taken
     */
    record Answer(int status, String problem) {
        boolean taken() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Brings one; the future never fails.
     *
     * @param key  known to the receiver when it comes again
     * @param lane those of one reach the receiver in the order in which they are brought, one after the other
     */
    Future<Answer> bring(Receiver receiver, String key, String lane, String body);

    /** Closes connections. */
    void close();
}
