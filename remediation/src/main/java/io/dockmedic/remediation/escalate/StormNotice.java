package io.dockmedic.remediation.escalate;

import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.rules.incident.Incident;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people are told of a storm.
 *
 * @param told how many incidents people were told of as part of it, with this message, and storms that it took in; what was told stays the same message
 * @param over why it is over; empty while it holds
 * @param held incidents for which nothing was done, and that are not over, by service
 * @param containers names of those of the storm's services
 */
public record StormNotice(Storm storm, int told, String over, Map<String, List<Incident>> held,
        Set<String> containers) {
    public StormNotice {
        held = Map.copyOf(held);
        containers = Set.copyOf(containers);
    }
}
