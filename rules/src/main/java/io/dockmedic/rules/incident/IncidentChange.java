package io.dockmedic.rules.incident;

import io.dockmedic.rules.remedy.RemedyPlan;

/**
 * What the rules stage tells those after it.
 *
 * @param what     what changed
 * @param incident as it is now
 * @param plan     what the rule asks for; its ladder may be empty
 */
public record IncidentChange(What what, Incident incident, RemedyPlan plan) {
    /** Kinds of change. */
    public enum What {
        /** The condition holds but not yet for long enough. */
        PENDING,
        /** Fires for the first time. */
        FIRED,
        /** Fires already, and one more event contributed: the fault came back or goes on. */
        AGAIN,
        /** Fires since before our start; told once after a restart. */
        RESTORED,
        /** Its container was read after that: no news of the fault, but more of what it used around it. */
        READ,
        /** Fires already, and is not to be acted on from now on: another incident fires. */
        INHIBITED,
        /** Fires still, and the other incident no longer stands against acting on it. */
        RELEASED,
        /** It is over. */
        RESOLVED
    }
}
