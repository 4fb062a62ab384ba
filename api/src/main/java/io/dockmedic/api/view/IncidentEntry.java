package io.dockmedic.api.view;

import io.dockmedic.rules.incident.Incident;
import org.jspecify.annotations.Nullable;

/**
 * An incident with how its remedy stands.
 *
 * @param incident as it is now
 * @param remedy   remediation's last snapshot; null before the first
 */
public record IncidentEntry(Incident incident, @Nullable Record remedy) {}
