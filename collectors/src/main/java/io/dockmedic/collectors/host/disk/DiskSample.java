package io.dockmedic.collectors.host.disk;

import org.jspecify.annotations.Nullable;

/**
 * A file system as it was last asked.
 *
 * @param usage null when it did not answer
 * @param error why it did not; empty when it did
 */
public record DiskSample(Filesystem filesystem, @Nullable Usage usage, String error) {
    static DiskSample read(Filesystem filesystem, Usage usage) {
        return new DiskSample(filesystem, usage, "");
    }

    static DiskSample failed(Filesystem filesystem, Throwable cause) {
        return new DiskSample(filesystem, null, String.valueOf(cause.getMessage()));
    }

    /** Whether nothing can be written to it. */
    public boolean readOnly() {
        return filesystem.turnedReadOnly() || (usage != null && usage.readOnly());
    }
}
