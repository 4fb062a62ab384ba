package io.dockmedic.remediation.desk;

/** What came of doing what a person approved. */
public sealed interface Came {
    /**
     * It has begun.
     *
     * @param act id of the act
     */
    record Begun(String act) implements Came {}

    /** Something stands against it that may pass: it may be approved again. */
    record NotNow(String why) implements Came {}

    /** It will never be done: there is nothing to decide any more. */
    record Never(String why) implements Came {}
}
