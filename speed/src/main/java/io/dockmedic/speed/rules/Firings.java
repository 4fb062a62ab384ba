package io.dockmedic.speed.rules;

/** Hears of each firing. */
@FunctionalInterface
public interface Firings {
    /** @param at milliseconds from the beginning, of the event on which it fired */
    void fired(String name, long at);
}
