package io.dockmedic.collectors.intent;

import java.time.Instant;

/**
 * An act of ours on a container, entered in the ledger before the engine is called, so that the events it causes are
 * known for ours. Sent as a request on {@link Ledger#TOPIC}; act only when the answer has come.
 *
 * @param id          of the intent in the journal
 * @param containerId full id
 * @param action      {@code restart} or {@code start}
 * @param at          when it was entered
 * @param phase       whether it begins or is over
 */
public record OwnAct(String id, String containerId, String action, Instant at, Phase phase) {
    /** Where an act stands. */
    public enum Phase {
        /** It is about to be called. */
        BEGINS,
        /** The call is settled, and may have caused messages. */
        ENDED,
        /** Nothing was done: whatever comes is somebody else's. */
        VOID
    }

    /** The same act, over at that time. */
    public OwnAct ended(Instant when) {
        return new OwnAct(id, containerId, action, when, Phase.ENDED);
    }
}
