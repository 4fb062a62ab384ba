package io.dockmedic.remediation.action;

import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * An action about the machine instead of one container: it looks at everything itself, and again right before each thing it
 * does. What proves it is the room that there is afterwards.
 */
public interface HostAction extends SelfSettling {
    /** The room the step is to make for the incident; empty when the incident is about nothing that it could help. */
    Optional<Wanted> wanted(Job job);

    @Override
    Future<String> wouldDo(Job job);
}
