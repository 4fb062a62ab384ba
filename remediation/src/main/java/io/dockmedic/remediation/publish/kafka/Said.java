package io.dockmedic.remediation.publish.kafka;

import java.time.Instant;
import java.util.Set;

/**
 * What is known to have been said of incidents, or to wait for it.
 *
 * @param since    the oldest of what is kept of it
 * @param fired    ids of those of which it was said that they fire
 * @param resolved ids of those of which it was said that they are over
 */
record Said(Instant since, Set<String> fired, Set<String> resolved) {
    Said {
        fired = Set.copyOf(fired);
        resolved = Set.copyOf(resolved);
    }
}
