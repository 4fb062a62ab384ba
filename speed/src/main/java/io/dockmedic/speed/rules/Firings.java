package io.dockmedic.speed.rules;

import java.util.List;

/** Hears of each firing. */
@FunctionalInterface
public interface Firings {
    /**
     * @param what     firings are told by every side, the rest by those that keep evidence
     * @param at       milliseconds from the beginning, of the event on which it fired
     * @param evidence as the side has it: nothing, or the events that made it
     */
    void told(Told.What what, String name, long at, List<?> evidence, int count);

    /** Of a side that only counts. */
    default void fired(String name, long at) {
        told(Told.What.FIRED, name, at, List.of(), 0);
    }
}
