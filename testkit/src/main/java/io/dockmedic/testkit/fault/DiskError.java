package io.dockmedic.testkit.fault;

/** What a disk answers. */
public enum DiskError {
    /** No space is left: nothing can be written or made, only removed. */
    NO_SPACE(28),
    /** Input/output error: nothing can be written or synced. */
    IO_ERROR(5),
    /** Mounted read-only: nothing can be changed. */
    READ_ONLY(30);

    private final int errno;

    DiskError(int errno) {
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
