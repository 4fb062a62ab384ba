package io.dockmedic.collectors.gpu.nvml;

/**
 * One set of events of the library's. It is not freed while a call is in it, which may be for ever: the last who leaves frees
 * it, once it is {@link #retire}d. Safe for use by several threads.
 */
final class EventSet {
    private final NvmlLibrary library;
    private final long number;
    private int inside;
    private boolean retired;
    private boolean gone;

    /** @param number the library's own name for it; 0 for none, of which nothing is freed */
    EventSet(NvmlLibrary library, long number) {
        this.library = library;
        this.number = number;
        this.gone = number == 0;
    }

    /** The library's own name for it; 0 for none. Only for who is in. */
    long number() {
        return number;
    }

    /** Whether the caller is in, and has to {@link #leave}. */
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        inside++;
        return true;
    }

    void leave() {
        if (left()) {
            free();
        }
    }

    /** Nobody comes in any more. */
    void retire() {
        if (retired()) {
            free();
        }
    }

    /** The library has forgotten it: there is nothing to free. */
    synchronized void lost() {
        gone = true;
    }

    private synchronized boolean left() {
        inside--;
        return frees();
    }

    private synchronized boolean retired() {
        retired = true;
        return frees();
    }

    /** Whether the caller is to free it: one is, once. */
    private boolean frees() {
        boolean frees = retired && inside == 0 && !gone;
        gone |= frees;
        return frees;
    }

    /** Which may hang: who holds the monitor does not call it. */
    private void free() {
        library.call(NvmlFunction.EVENT_SET_FREE, number);
    }
}
