package io.dockmedic.remediation.remark;

import java.time.Instant;
import java.util.Locale;

/**
 * What a person said of an incident.
 *
 * @param incident its id
 * @param at       when, in our own time
 * @param by       who, as they say; may be empty
 * @param note     theirs; may be empty when they acknowledge
 */
public record Remark(String incident, Instant at, Kind kind, String by, String note) {
    /** What was said. */
    public enum Kind {
        /** They know of it. */
        ACK,
        /** They answered what they were asked for it, so they know of it as it was then. */
        ANSWER,
        /** Anything else. */
        NOTE;

        /** Whether who says so knows of the incident. */
        public boolean knows() {
            return this != NOTE;
        }

        /** As the API and the journal write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same, said no later than {@code now}. */
    public Remark notAfter(Instant now) {
        return at.isAfter(now) ? new Remark(incident, now, kind, by, note) : this;
    }
}
