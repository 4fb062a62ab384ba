package io.dockmedic.api.view;

import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.rules.incident.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident with how its remedy stands.
 *
 * @param incident     as it is now
 * @param remedy       remediation's last snapshot; null before the first
 * @param acknowledged who knows of it, the first first
 */
public record IncidentEntry(Incident incident, @Nullable Record remedy, List<Remark> acknowledged) {
    public IncidentEntry {
        acknowledged = List.copyOf(acknowledged);
    }

    /** One that nobody acknowledged. */
    public IncidentEntry(Incident incident, @Nullable Record remedy) {
        this(incident, remedy, List.of());
    }

    /** The same without what is between the first and the last event of its evidence. */
    IncidentEntry thinned() {
        return new IncidentEntry(incident.thinned(), remedy, acknowledged);
    }

    /** Whether there is anything between them. */
    boolean hasMore() {
        return incident.evidence().size() > incident.thinned().evidence().size();
    }
}
