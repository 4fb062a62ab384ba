package io.dockmedic.testkit.fault;

/** Where in a step (a write, a truncation, a removal or a sync) a process is killed. */
public enum Killed {
    /** Nothing of the step was done. */
    BEFORE(0),
    /** Half of a write was done; of another step all. */
    HALFWAY(1),
    /** All of it was done, and the process never learnt of it. */
    AFTER(2);

    private final int code;

    Killed(int code) {
        this.code = code;
    }

    /** As faults.c has it. */
    int code() {
        return code;
    }
}
