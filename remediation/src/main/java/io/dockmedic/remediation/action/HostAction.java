package io.dockmedic.remediation.action;

import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.room.Wanted;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * An action about the machine instead of one container: it looks at everything itself, and again right before each thing it
 * does. What proves it is the room that there is afterwards, that the incident is over, or how what it
 * is about is found then.
 */
public interface HostAction extends SelfSettling {
    /**
     * The room the step is to make for the incident; empty when the incident is about nothing that it could help, and for what
     * makes none.
     */
    default Optional<Wanted> wanted(Job job) {
        return Optional.empty();
    }

    /**
     * The part of the machine that it is about, by a name of its own: one act at a time is under way on that, and others of the
     * machine go on beside it. Empty where it is about all of it.
     */
    default String part(Incident incident) {
        return "";
    }

    /** The same of an act of it. */
    default String part(ActRecord act) {
        return "";
    }

    /** How what the step is about is found now, to prove it where no room does; empty when the incident is about nothing of the kind. */
    default Optional<Finding> finding(Job job) {
        return Optional.empty();
    }

    @Override
    Future<String> wouldDo(Job job);
}
