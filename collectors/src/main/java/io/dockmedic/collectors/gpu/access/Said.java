package io.dockmedic.collectors.gpu.access;

/** What a container says when it is asked to open a file. */
sealed interface Said {
    /** It may. */
    record Opened() implements Said {}

    /** Its control group denies it: the file is there, and no right of the file's own stands against it. */
    record Denied() implements Said {}

    /**
     * Something else, which is no fault.
     *
     * @param why    for a person
     * @param lasting whether it will be so as long as this run of the container goes on
     */
    record Unclear(String why, boolean lasting) implements Said {}
}
