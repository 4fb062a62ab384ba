package io.dockmedic.collectors.gpu.nvml;

import java.util.HashMap;
import java.util.Map;

/**
 * Who is in the library. Once it is shut nobody enters any more, and when the last has come out the library can be closed. A
 * call that hangs is in it until it comes back. Safe for use by several threads.
 */
final class Gate {
    private final Map<Thread, String> inside = new HashMap<>();
    private boolean shut;
    /** Whether what is behind it is being closed. */
    private boolean closing;

    /** Whether the caller is in, and has to {@link #leave}; false while it is shut, or what is behind it is being closed. */
    synchronized boolean enter(String what) {
        if (shut || closing) {
            return false;
        }
        inside.put(Thread.currentThread(), what);
        return true;
    }

    synchronized void leave() {
        inside.remove(Thread.currentThread());
        notifyAll();
    }

    /** Whether it is open, and nobody enters all the same: what is behind it is still being closed. */
    synchronized boolean stillCloses() {
        return !shut && closing;
    }

    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }

    /**
     * Blocks until nobody is in, or it is open again.
     *
     * @return whether what is behind it may be closed now: then {@link #closed} has to be said
     */
    synchronized boolean awaitEmpty() throws InterruptedException {
        while (shut && (closing || !inside.isEmpty())) {
            wait();
        }
        closing = shut;
        return shut;
    }

    synchronized void closed() {
        closing = false;
        notifyAll();
    }

    /** Whether the caller is in, and nobody else. */
    synchronized boolean alone() {
        return inside.size() == 1 && inside.containsKey(Thread.currentThread());
    }

    /** Who is in, with what they do there. */
    synchronized Map<Thread, String> inside() {
        return Map.copyOf(inside);
    }
}
