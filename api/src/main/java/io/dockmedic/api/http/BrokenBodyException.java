package io.dockmedic.api.http;

/** What is sent cannot be received: it ends before its end, or its framing is none (RFC 9112, section 7). */
final class BrokenBodyException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenBodyException(Throwable cause) {
        super("its body ends too early, or is not in chunks though it says so", cause);
    }
}
