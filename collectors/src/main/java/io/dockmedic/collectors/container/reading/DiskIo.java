package io.dockmedic.collectors.container.reading;

import java.util.OptionalLong;

/**
 * Reads and writes of one block device since the group was made; what the page cache answered is not among them.
 *
 * @param reads  how many; empty where the source says bytes only
 * @param writes as {@code reads}
 */
public record DiskIo(
        int major, int minor, long readBytes, long writeBytes, OptionalLong reads, OptionalLong writes) {
    /** All of it known. */
    public DiskIo(int major, int minor, long readBytes, long writeBytes, long reads, long writes) {
        this(major, minor, readBytes, writeBytes, OptionalLong.of(reads), OptionalLong.of(writes));
    }
}
