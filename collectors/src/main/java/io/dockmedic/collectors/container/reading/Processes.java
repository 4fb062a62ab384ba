package io.dockmedic.collectors.container.reading;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Processes of the group, without those of groups that it made itself, and what they have open.
 *
 * @param count       of them
 * @param descriptors file descriptors that all of them have open: files, sockets, pipes; empty where that may not be seen
 * @param nearest     of the process that is nearest to its limit; null where none has one, or that may not be seen
 */
public record Processes(int count, OptionalLong descriptors, @Nullable Descriptors nearest) {
    /**
     * Of one process.
     *
     * @param open  now
     * @param limit beyond which the kernel refuses another (RLIMIT_NOFILE, soft)
     */
    public record Descriptors(long open, long limit) {
        private static final double NEAR = 0.8;

        /** As a share of the limit. */
        public double used() {
            return (double) open / limit;
        }

        /** Whether that is four fifths or more. */
        public boolean near() {
            return used() >= NEAR;
        }
    }
}
