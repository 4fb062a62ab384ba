package io.dockmedic.rules.drive;

import io.dockmedic.rules.incident.IncidentChange;
import java.time.Instant;

/** What the rules told, and when. */
public record Told(Instant at, IncidentChange change) {}
