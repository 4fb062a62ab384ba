package io.dockmedic.collectors.container.cgroup;

/** Whether a group has rested since the last look. For one thread at a time. */
final class Rest {
    private static final long NEVER = -1;

    private long processor = NEVER;
    private long memory = NEVER;

    /**
     * Whether it has used processor time since this was last asked.
     *
     * @param usage so far, in the finest unit the kernel tells; below 0 where it is not known
     */
    boolean worked(long usage) {
        boolean worked = usage != processor || usage < 0;
        processor = usage;
        return worked;
    }

    /** Whether the memory it uses is another than when this was last asked: it may have been taken from one that sleeps. */
    boolean changed(long bytes) {
        boolean changed = bytes != memory;
        memory = bytes;
        return changed;
    }
}
