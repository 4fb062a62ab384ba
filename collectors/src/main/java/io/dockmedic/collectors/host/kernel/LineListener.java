package io.dockmedic.collectors.host.kernel;

import java.time.Instant;

/** Makes sense of lines that the log's own readers do not know. Called on a thread that reads; must not wait. */
@FunctionalInterface
public interface LineListener {
    /** Knows none. */
    LineListener NONE = (text, at) -> false;

    /**
     * Only lines of the kernel's own.
     *
     * @return whether it is one that it knows
     */
    boolean took(String text, Instant at);
}
