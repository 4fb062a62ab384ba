package io.dockmedic.collectors.base.bus;

import java.util.List;

/** Messages on their way together. Written by their publisher, read by their subscriber, which may be another thread. */
final class Sent<T> {
    private final List<T> bodies;
    private volatile boolean givenUp;

    Sent(List<T> bodies) {
        this.bodies = List.copyOf(bodies);
    }

    List<T> bodies() {
        return bodies;
    }

    /** Its publisher has been told that they were not dealt with, and goes by that. */
    void giveUp() {
        givenUp = true;
    }

    boolean givenUp() {
        return givenUp;
    }
}
