package io.dockmedic.collectors.alert.inbox;

import io.dockmedic.collectors.alert.payload.Incoming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is written down, and of which rules do not know yet.
 *
 * @param id    rises in the order of coming in
 * @param at    when it came in
 * @param alert null when another version wrote it, and it cannot be read
 * @param room  that it takes
 */
record Waiting(long id, Instant at, @Nullable Incoming alert, long room) {}
