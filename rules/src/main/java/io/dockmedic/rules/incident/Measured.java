package io.dockmedic.rules.incident;

import io.dockmedic.collectors.event.Usage;
import java.time.Instant;

/** One reading of an incident's container: what it used until then, since the reading before. */
public record Measured(Instant at, Usage usage) {}
