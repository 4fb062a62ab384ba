package io.dockmedic.collectors.container.reading;

/** Reads and writes of one block device since the group was made; what the page cache answered is not among them. */
public record DiskIo(int major, int minor, long readBytes, long writeBytes, long reads, long writes) {}
