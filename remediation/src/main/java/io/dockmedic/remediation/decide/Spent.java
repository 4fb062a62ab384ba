package io.dockmedic.remediation.decide;

import java.time.Instant;
import java.util.List;

/**
 * When we acted lately, oldest first, from the journal: what counts against the budgets. An act the engine refused
 * does not count, one with an unknown outcome does.
 */
public record Spent(List<Instant> service, List<Instant> rule, List<Instant> action, List<Instant> host) {
    public static final Spent NOTHING = new Spent(List.of(), List.of(), List.of(), List.of());

    public Spent {
        service = List.copyOf(service);
        rule = List.copyOf(rule);
        action = List.copyOf(action);
        host = List.copyOf(host);
    }
}
