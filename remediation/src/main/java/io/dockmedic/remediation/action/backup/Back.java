package io.dockmedic.remediation.action.backup;

/** How it ended that a container was held. */
sealed interface Back {
    /**
     * It is as it is to be: what was held goes on.
     *
     * @param still whether it was as it was left all the while
     */
    record Up(boolean still) implements Back {}

    /** It goes on, and was never held as far as could be seen. */
    record Never(String why) implements Back {}

    /** It is somebody else's now. */
    record Left(String why) implements Back {}

    /** It is held, or may yet be, and that is not ours to end, or cannot be ended. */
    record Unsure(String why) implements Back {}
}
