package io.dockmedic.remediation.action;

import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * An action about the machine instead of one container: it looks at everything itself, and again right before each thing it
 * does. What proves it is the room that there is afterwards, or how what it is about is found then.
 */
public interface HostAction extends SelfSettling {
    /** The room the step is to make for the incident; empty when the incident is about nothing that it could help. */
    default Optional<Wanted> wanted(Job job) {
        return Optional.empty();
    }

    /** How what the step is about is found now, to prove it where no room does; empty when the incident is about nothing of the kind. */
    default Optional<Finding> finding(Job job) {
        return Optional.empty();
    }

    @Override
    Future<String> wouldDo(Job job);
}
