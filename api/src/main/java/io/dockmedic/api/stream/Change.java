package io.dockmedic.api.stream;

import java.util.Locale;

/**
 * That something is not as it was.
 *
 * @param what which kind of thing
 * @param id   which of them; empty where there is one
 */
public record Change(What what, String id) {
    /** Kinds of things that change. */
    public enum What {
        /** An incident, or how its remedy stands. */
        INCIDENT,
        /** What holds up acts. */
        BRAKES,
        /** What people are asked. */
        APPROVALS,
        /** What the parts say of themselves. */
        PARTS;

        /** The name of the event. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of an incident. */
    public static Change incident(String id) {
        return new Change(What.INCIDENT, id);
    }
}
