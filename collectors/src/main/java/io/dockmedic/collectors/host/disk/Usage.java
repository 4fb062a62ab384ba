package io.dockmedic.collectors.host.disk;

/**
 * What statvfs says of a file system.
 *
 * @param size      bytes in all
 * @param free      bytes not used, those reserved for root included
 * @param available bytes that a user can still write
 * @param files     inodes in all; 0 where there is no such limit
 * @param filesFree inodes not used
 * @param readOnly  it cannot be written through this mount
 */
public record Usage(long size, long free, long available, long files, long filesFree, boolean readOnly) {
    private static final double WHOLE = 100;

    /** The same with so many bytes freed; never more than there are. */
    public Usage freed(long bytes) {
        long more = Math.min(bytes, size - free);
        return new Usage(size, free + more, available + more, files, filesFree, readOnly);
    }

    /** As {@code df} has it, rounded up: what is used, of that and what is available. */
    public int usedPercent() {
        return percent(size - free, available);
    }

    /** The same of inodes; 0 where there is no limit on them. */
    public int inodesUsedPercent() {
        return percent(files - filesFree, filesFree);
    }

    private static int percent(long used, long left) {
        double all = (double) used + left;
        return all <= 0 ? 0 : (int) Math.ceil(WHOLE * used / all);
    }
}
