package io.dockmedic.collectors.intent;

import java.time.Instant;

/**
 * An act of ours on a container, entered in the ledger before the engine is called, so that the events it causes are
 * known for ours. Sent as a request on {@link Ledger#TOPIC}; act only when the answer has come.
 *
 * @param id          of the intent in the journal; of one of several calls that are an act together, {@link #part}
 * @param containerId full id; of one that is being made its name, for its id is not known yet
 * @param action      what was asked of the engine: {@code restart}, {@code start}, {@code stop}, {@code kill} (it asks to
 *                    die), {@code signal} (it does not), {@code pause}, {@code unpause}, {@code update},
 *                    {@code raise}: an update and then a start; {@code create}, {@code rename}, {@code remove}: it was
 *                    replaced; {@code discard}: it is removed, and nothing takes its place;
 *                    {@code connect}: it is put on a network;
 *                    {@code exec}: a command in it;
 *                    {@code run}: one beside it; {@code truncate-log}: its log is emptied;
 *                    {@code host-command}: a command on the machine; {@code http}: a call to elsewhere
 * @param at          when it was entered
 * @param phase       whether it begins or is over
 */
public record OwnAct(String id, String containerId, String action, Instant at, Phase phase) {
    /** A container is removed for good. */
    public static final String DISCARD = "discard";

    private static final String PART = "/";

    /** Where an act stands. */
    public enum Phase {
        /** It is about to be called. */
        BEGINS,
        /** The call is settled, and may have caused messages; what it caused shows by then, or moments later. */
        ENDED,
        /** Nothing was done: whatever comes is somebody else's. */
        VOID
    }

    /** Whether it was to end the run for good, so that nobody wants the container up any more. */
    public boolean takesDown() {
        return action.equals("stop") || action.equals("kill");
    }

    /** Whether it is to have the container run. */
    public boolean bringsUp() {
        return action.equals("start") || action.equals("restart") || action.equals("raise");
    }

    /** Whether it sends a signal that asks for no death. */
    public boolean signals() {
        return action.equals("signal");
    }

    /** The id of the call of that number within an act of several. */
    public static String part(String act, int number) {
        return act + PART + number;
    }

    /** Whether both are calls of one act. */
    boolean partOfTheSame(OwnAct other) {
        return whole().equals(other.whole());
    }

    private String whole() {
        int part = id.indexOf(PART);
        return part < 0 ? id : id.substring(0, part);
    }

    /** The same act, over at that time. */
    public OwnAct ended(Instant when) {
        return new OwnAct(id, containerId, action, when, Phase.ENDED);
    }
}
