package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts, and containers they may be about. */
public final class Alerts {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");

    private Alerts() {}

    /** One that fires. */
    public static Alert of(Map<String, String> labels) {
        return Alert.unplaced(AT, "host", "f", "Slow", Alert.FIRING, AT.toString(), labels, Map.of());
    }

    /** @param digit of which the id is made */
    public static Sighting container(char digit, String name, Service service, boolean running) {
        String id = String.valueOf(digit).repeat(64);
        ContainerState state = new ContainerState(id, name, "web:1", "sha256:1", Map.of(),
                running ? "running" : "exited", running, false, false, running ? 42 : 0, 0, false, "", null, AT, null,
                0,
                null, new RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false, List.of(),
                ContainerState.Log.NONE, ContainerState.Limits.NONE);
        return new Sighting(new Container(id, name, "web:1", Map.of(), service, false), state);
    }
}
