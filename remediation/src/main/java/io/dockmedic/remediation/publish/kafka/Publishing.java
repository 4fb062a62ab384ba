package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.collectors.base.kafka.Cluster;
import java.util.List;
import java.util.Set;

/**
 * What is published, and where.
 *
 * @param events kinds of events that are published beside incidents and remedies; some of {@link #KINDS}
 */
public record Publishing(Cluster cluster, String topic, Set<String> events) {
    /** Kinds of events that can be: what the engine tells and what others tell, but no readings. */
    public static final List<String> KINDS = List.of("container.died", "container.started", "container.start_failed",
            "container.stopped", "container.health", "container.oom", "container.removed", "container.touched",
            "engine.connected",
            "engine.disconnected", "engine.role", "external.alert", "external.event");

    public Publishing {
        events = Set.copyOf(events);
    }
}
