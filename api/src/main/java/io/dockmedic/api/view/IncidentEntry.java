package io.dockmedic.api.view;

import io.dockmedic.rules.incident.Incident;
import java.util.List;

/**
 * An incident with what remediation did about it.
 *
 * @param incident as it is now
 * @param remedies records of remediation, oldest first, at most {@link IncidentView#REMEDIES}; the last ones
 */
public record IncidentEntry(Incident incident, List<Record> remedies) {
    public IncidentEntry {
        remedies = List.copyOf(remedies);
    }
}
