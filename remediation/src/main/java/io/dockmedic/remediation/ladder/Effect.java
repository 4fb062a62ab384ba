package io.dockmedic.remediation.ladder;

import java.time.Instant;

/** What a transition asks to be done. */
public sealed interface Effect {
    /** Say {@link Input.Due} then. */
    record Wait(Instant until) implements Effect {}

    /** Look and ask the guards. */
    record Decide() implements Effect {}

    /** Journal the intent, then act. */
    record Perform(String act) implements Effect {}

    /** Find out what came of the act by looking at the world. */
    record Settle(String act) implements Effect {}

    /** Take the proof. */
    record Prove(String act) implements Effect {}

    /** Take the proof that was being taken when we ended. */
    record ProveOn(String act) implements Effect {}

    /** Tell those who were told of the fault that it is over. */
    record TellResolved() implements Effect {}
}
