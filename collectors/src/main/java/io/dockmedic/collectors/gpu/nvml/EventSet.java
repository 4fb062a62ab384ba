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

    synchronized void leave() {
        inside--;
        free();
    }

    /** Nobody comes in any more. */
    synchronized void retire() {
        retired = true;
        free();
    }

    /** The library has forgotten it: there is nothing to free. */
    synchronized void lost() {
        gone = true;
    }

    private void free() {
        if (retired && inside == 0 && !gone) {
            gone = true;
            library.call(NvmlFunction.EVENT_SET_FREE, number);
        }
    }
}
