package io.dockmedic.remediation.view;

import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.StartCause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Who puts each container on a network as soon as it is started, a proxy's, say, does so after a start of ours too: that is an answer
 * to it, and nobody at work on the service. To be used on one context.
 */
public final class Joining {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Map<String, Instant> started = new HashMap<>();

    /** Takes in an event; whether it is one of these. */
    public boolean answers(Event event) {
        if (event instanceof Started start) {
            started.values().removeIf(at -> at.plus(WITHIN).isBefore(start.at()));
            if (start.cause() == StartCause.OURS) {
                started.put(start.container().id(), start.at());
            } else {
                started.remove(start.container().id());
            }
        }
        return event instanceof Touched touched && touched.action().equals("connect") && soon(touched);
    }

    private boolean soon(ContainerEvent joins) {
        Instant start = started.get(joins.container().id());
        return start != null && !start.plus(WITHIN).isBefore(joins.at());
    }
}
