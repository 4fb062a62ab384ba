package io.dockmedic.remediation.decide.brake;

import java.time.Instant;
import java.util.List;

/**
 * A maintenance window that is going to open.
 *
 * @param name     for a person
 * @param services whom it concerns
 * @param from     when it opens, by the clock on the wall
 * @param to       when it closes, likewise
 */
public record Upcoming(String name, List<String> services, Instant from, Instant to) {
    public Upcoming {
        services = List.copyOf(services);
    }
}
