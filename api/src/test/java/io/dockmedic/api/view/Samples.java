package io.dockmedic.api.view;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Incidents to look at. */
public final class Samples {
    static final Instant THEN = Instant.parse("2026-11-01T10:00:00.5Z");

    private Samples() {}

    public static Incident incident(String id, Incident.State state) {
        Container container = new Container("c".repeat(64), "web", "nginx:1",
                Map.of("traefik.middleware.basicauth", "admin:hash"),
                new Service("shop", "web", "1"), false);
        ContainerEvent.Died died = new ContainerEvent.Died(THEN, "host1", Origin.ENGINE, container, 1, false,
                new Judgement(Intent.NOT_ASKED, false, List.of("no kill before it")), false, 0,
                Duration.ofMillis(1500), false, "");
        return new Incident(id, "ContainerExited", "shop/web/1", state, THEN, THEN,
                state == Incident.State.RESOLVED ? THEN.plusSeconds(9) : null, "", Map.of("severity", "warning"),
                Map.of("summary", "web exited\n with 1"), List.of(died), 1,
                List.of(new Measured(THEN.minusSeconds(4), new Usage(Duration.ofSeconds(10), 97, 0, 0, 480 << 20,
                        512 << 20, 93, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
                null);
    }
}
