package io.dockmedic.collectors.container.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainersTest {
    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

    private final Containers containers = new Containers();

    private void there(String id, boolean runs, Instant made) {
        containers.saw(new Sighting(new Container(id, id, "web:1", Map.of(), Service.of("web", Map.of()), false),
                new ContainerState(id, id, "web:1", "sha256:1", Map.of(), runs ? "running" : "exited", runs, false,
                        false, runs ? 1 : 0, 0, false, "", made, null, null, 0, null,
                        new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(),
                        false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE)));
    }

    /** What has exited and was left lying is not what its service is. */
    @Test
    void thatWhichRunsComesBeforeWhatIsLeftOfItAndAmongThoseTheYoungest() {
        for (int i = 0; i < 20; i++) {
            there("left-" + i, false, MADE.plusSeconds(i));
        }
        there("older", true, MADE.minusSeconds(2));
        there("younger", true, MADE.minusSeconds(1));
        assertThat(containers.likeliestFirst()).extracting(one -> one.container().id())
                .startsWith("younger", "older", "left-19", "left-18")
                .hasSize(22);
    }
}
