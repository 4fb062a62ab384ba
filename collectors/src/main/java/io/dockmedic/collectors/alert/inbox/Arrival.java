package io.dockmedic.collectors.alert.inbox;

import io.dockmedic.collectors.alert.payload.Incoming;
import java.time.Instant;

/**
 * Something that others tell, and since when it could have been known.
 *
 * @param at by our own time: now, or when it began to wait for us elsewhere
 */
public record Arrival(Incoming what, Instant at) {}
