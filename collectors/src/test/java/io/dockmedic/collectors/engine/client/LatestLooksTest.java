package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dockmedic.collectors.base.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatestLooksTest {
    private static final Duration RECENT = Duration.ofMillis(100);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T12:00:00Z"));
    private final LatestLooks looks = new LatestLooks(time);
    private final ContainerState older = state("older");
    private final ContainerState newer = state("newer");

    private static ContainerState state(String name) {
        return InspectReader.read(JsonNodeFactory.instance.objectNode().put("Name", name));
    }

    @Test
    void aLookIsAsOldAsTheQuestion() {
        long asked = looks.asks();
        time.advance(RECENT);
        looks.saw("c", asked, older);
        assertThat(looks.recent("c", RECENT)).contains(older);
        time.advance(Duration.ofNanos(1));
        assertThat(looks.recent("c", RECENT)).isEmpty();
    }

    @Test
    void anAnswerThatComesLateDoesNotHideAYoungerOne() {
        long first = looks.asks();
        time.advance(Duration.ofMillis(1));
        looks.saw("c", looks.asks(), newer);
        looks.saw("c", first, older);
        assertThat(looks.recent("c", RECENT)).contains(newer);
    }

    @Test
    void onlyTheLatestAreKept() {
        for (int i = 0; i <= 64; i++) {
            looks.saw("c" + i, looks.asks(), older);
        }
        assertThat(looks.recent("c0", RECENT)).isEqualTo(Optional.empty());
        assertThat(looks.recent("c1", RECENT)).contains(older);
    }
}
