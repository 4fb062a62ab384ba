package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The kernel's log, opened. For one thread at a time. */
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

    @Override
    void close();
}
