package io.dockmedic.rules.engine;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** Makes the ids of incidents: sortable by time, short enough to be typed, 12 letters and digits and more. */
@FunctionalInterface
public interface IncidentIds {
    /** A new id, greater than all of earlier milliseconds. */
    String next(Instant at);

    /** The millisecond and 30 random bits, in Crockford's base 32. */
    static IncidentIds random(RandomGenerator random) {
        return at -> {
            StringBuilder id = new StringBuilder(Base32.TIME_DIGITS + Base32.RANDOM_DIGITS);
            Base32.append(id, at.toEpochMilli(), Base32.TIME_DIGITS);
            Base32.append(id, random.nextInt() & Integer.MAX_VALUE, Base32.RANDOM_DIGITS);
            return id.toString();
        };
    }
}
