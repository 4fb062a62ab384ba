package io.dockmedic.remediation.action;

import java.util.Map;

/**
 * What an act is going to be, as it is written down before it.
 *
 * @param call  what the engine is asked for, as the ledger knows it
 * @param notes what must be known afterwards, to see what came of it or to put it back
 * @param owes  what it changes is to be put back when its time has come
 * @param holds it takes the service down on purpose, to stay so until somebody else brings it up
 */
public record Intended(String call, Map<String, String> notes, boolean owes, boolean holds) {
    public Intended {
        notes = Map.copyOf(notes);
    }

    /** An act of which nothing need be known but that it was. */
    public static Intended of(String call) {
        return new Intended(call, Map.of(), false, false);
    }

    /** An act that takes the service down on purpose. */
    public static Intended holding(String call) {
        return new Intended(call, Map.of(), false, true);
    }
}
