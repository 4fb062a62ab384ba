package io.dockmedic.remediation.action.http;

import java.util.List;

/** What came of a call. */
sealed interface Came {
    /**
     * It was answered.
     *
     * @param lines what the answer's body begins with, as far as it came
     */
    record Answered(int status, List<String> lines) implements Came {}

    /** Nothing of it was sent. */
    record NotSent(String why) implements Came {}

    /** It was sent, or some of it, and no answer was seen, or none that was the last word. */
    record Lost(String why) implements Came {}
}
