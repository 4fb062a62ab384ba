package io.dockmedic.collectors.base.bus;

/** A message on its way. Written by its publisher, read by its subscriber, which may be another thread. */
final class Sent<T> {
    private final T body;
    private volatile boolean givenUp;

    Sent(T body) {
        this.body = body;
    }

    T body() {
        return body;
    }

    /** Its publisher has been told that it was not dealt with, and goes by that. */
    void giveUp() {
        givenUp = true;
    }

    boolean givenUp() {
        return givenUp;
    }
}
