package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.gpu.reading.PowerLimit;

/** What is to be done about a limit as it is. Pure. */
sealed interface Plan {
    /** In whole watts, as all drivers count. */
    long WATT = 1_000;

    /** It is to be lowered. */
    record Lower(Change change) implements Plan {}

    /** It stays. */
    record Stay(String why) implements Plan {}

    /**
     * One step down, if that is not below the floor.
     *
     * @param first what it was before the first of ours that is still in force; what it is now where none is
     */
    static Plan of(PowerSettings settings, PowerLimit now, long first) {
        if (now.now() <= 0 || now.usual() <= 0 || now.least() > now.most()) {
            return new Stay("its driver does not say what it may draw");
        }
        long step = settings.by().of(now);
        long floor = Math.max(now.least(), settings.floor().of(now) / WATT * WATT);
        // Rounded up: a step is no further than it says.
        long to = Math.ceilDiv(now.now() - step, WATT) * WATT;
        if (to < floor) {
            return new Stay("its limit is " + PowerLimit.words(now.now()) + ": " + PowerLimit.words(step)
                    + " less would be below " + PowerLimit.words(floor)
                    + (floor == now.least() ? ", the least that it takes" : ", which is as far as it is lowered"));
        }
        return now.now() - to < WATT
                ? new Stay(PowerLimit.words(step) + " less is no step")
                : new Lower(new Change(first, now.now(), to));
    }
}
