package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The kernel's log, opened. For one thread at a time, but for {@link #await}. */
public interface KernelLog extends AutoCloseable {
    /** Opens it. */
    @FunctionalInterface
    interface Source {
        /**
         * At the oldest record that is kept.
         *
         * @throws IOException when the kernel says no, with its reason
         */
        KernelLog open() throws IOException;
    }

    /**
     * The next record; null when there is none yet. Never waits for one. Records that were overwritten before they were
     * read are passed over: their sequence numbers are missing.
     *
     * @throws IOException when nothing can be read any more
     */
    @Nullable
    String next() throws IOException;

    /**
     * Waits until there is a record to read, but at most so long; whether there is one. May be called beside the other calls,
     * from one thread; what it waits on is let go of only when it has come back.
     */
    boolean await(Duration most);

    @Override
    void close();
}
