package io.dockmedic.rules.script;

import io.dockmedic.collectors.event.Event;
import java.time.Instant;

/** An event, and when it is seen: as a rule when it happens. */
public record Scripted(Instant seen, Event event) {}
