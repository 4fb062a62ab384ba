package io.dockmedic.remediation.action;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.record.Act;

/** What came of an act. */
public sealed interface Outcome {
    /**
     * It was done.
     *
     * @param detail for a person
     */
    record Done(String detail) implements Outcome {}

    /** It was not done. */
    record Refused(ErrorClass error, String message) implements Outcome {}

    /** It was begun, and all is as it was before. The container may have had another run, so it is no refusal. */
    record Undone(String why) implements Outcome {}

    /** It was done, and says of itself that it failed. It may have had an effect, so it is no refusal. */
    record Failed(String why) implements Outcome {}

    /** It may have been done, or may yet be. */
    record Unknown(String why) implements Outcome {}

    /** As the journal has it. */
    default String word() {
        return switch (this) {
            case Done done -> "done";
            case Refused refused -> Act.REFUSED;
            case Undone undone -> Act.UNDONE;
            case Failed failed -> Act.FAILED;
            case Unknown unknown -> "unknown";
        };
    }

    /** For a person. */
    default String text() {
        return switch (this) {
            case Done(String what) -> what;
            case Refused(ErrorClass error, String message) -> error.word() + ": " + message;
            case Undone(String why) -> why;
            case Failed(String why) -> why;
            case Unknown(String why) -> why;
        };
    }
}
