package io.dockmedic.api.junit;

import java.util.List;

/** What came of a case. */
public sealed interface Outcome {
    /** Everything was as it should be. */
    record Passed() implements Outcome {}

    /**
     * Something was not.
     *
     * @param type    its kind; may be empty
     * @param message in one line
     * @param text    all of it
     */
    record Failed(String type, String message, String text) implements Outcome {}

    /** It says nothing, for this reason. */
    record Skipped(String reason) implements Outcome {}

    /** Passed without any; failed with the first as its message. */
    static Outcome of(List<String> failures) {
        return failures.isEmpty()
                ? new Passed()
                : new Failed("", failures.getFirst(), String.join("\n", failures));
    }
}
