package io.dockmedic.remediation.ladder;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.decide.Verdict;

/** What moves a ladder. */
public sealed interface Input {
    /** The incident fires. */
    record Fired() implements Input {}

    /** One more event contributed to a firing incident. */
    record Again() implements Input {}

    /**
     * The incident is over.
     *
     * @param by why, for a person; may be empty
     */
    record Resolved(String by) implements Input {}

    /**
     * The incident is over, for its time is: what was to be kept by then was perhaps put off all the while.
     *
     * @param by why, for a person
     */
    record Missed(String by) implements Input {}

    /** The wait is over. */
    record Due() implements Input {}

    /**
     * The guards answered.
     *
     * @param act id for the act, should it be one
     */
    record Judged(Verdict verdict, String act) implements Input {}

    /** The intent could not be written, so nothing was done. */
    record NotRecorded(String why) implements Input {}

    /** The act was done. */
    record Done(String detail) implements Input {}

    /** It was marked for other programs: the fault goes on. */
    record Marked(String detail) implements Input {}

    /** The act was refused: nothing was done. */
    record Refused(ErrorClass error, String message) implements Input {}

    /** The act was done, and says of itself that it failed. */
    record Failed(String why) implements Input {}

    /** Whether the act was done is not known. */
    record Unknown(String why) implements Input {}

    /** What came of the act, or whether it helped, cannot be known any more. */
    record NeverSettled(String why) implements Input {}

    /** The proof held. */
    record Proved() implements Input {}

    /** The proof held of what keeps a copy: the fault goes on. */
    record Kept() implements Input {}

    /** The proof failed. */
    record Disproved(String why) implements Input {}

    /** Nothing can show whether it worked: doing it again would not either. */
    record Unprovable(String why) implements Input {}

    /** Somebody took the service over. */
    record TakenOver(String how) implements Input {}

    /** Somebody's start, to which it was yielded, has not brought the container up. */
    record LeftDown(String how) implements Input {}

    /** A person was told on the way: the act is put off because nothing can be recorded. */
    record ToldOnTheWay() implements Input {}

    /**
     * A person said yes to what a rung asked for, and the guards answered to that.
     *
     * @param act id for the act, should it be one
     */
    record Approved(int step, Verdict verdict, String act) implements Input {}

    /**
     * What a rung asked a person for is decided, or not asked any more.
     *
     * @param question its id, with which the detail of the attempt ends
     */
    record Answered(String question, String how) implements Input {}

    /** We were restarted in the middle of it. */
    record Resumed() implements Input {}
}
