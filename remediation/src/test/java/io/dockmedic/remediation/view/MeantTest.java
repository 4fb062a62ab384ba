package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeantTest {
    private static Sighting exited(String id, Instant created) {
        ContainerState state = new ContainerState(id, id, "web:1", "sha256:1", Map.of(), "exited", false, false, false,
                0, 0, false, "", created, created, null, 0, null, new ContainerState.RestartPolicy("no", 0), "SIGTERM",
                Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
        return new Sighting(new Container(id, id, "web:1", Map.of(), new Service("shop", "web", "1"), false), state);
    }

    @Test
    void ofThoseThatDoNotRunTheNewest() {
        Instant old = Instant.parse("2026-11-01T00:00:00Z");
        Sighting first = exited("first", old);
        Sighting last = exited("last", old.plusSeconds(9));
        for (List<Sighting> all : List.of(List.of(first, last), List.of(last, first))) {
            assertThat(Meant.by("shop/web/1", all)).isEqualTo(new Meant(last.container(), ""));
        }
        assertThat(Meant.by("first", List.of(first, last)).container()).isEqualTo(first.container());
    }
}
