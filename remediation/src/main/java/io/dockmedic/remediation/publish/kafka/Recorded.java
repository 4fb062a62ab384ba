package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Consumer;

/** What the journal has of incidents, whoever has heard of them. */
@FunctionalInterface
public interface Recorded {
    /** Gives those that are not over, and those of which something was written since; ends when it has given all. */
    Future<?> each(Instant since, Consumer<Incident> taker);
}
