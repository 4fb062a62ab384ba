package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final Sighting WEB = Sightings.running("web", 1);
    private static final Sighting DB = Sightings.running("db", 2);
    private static final Sighting NEW = Sightings.running("new", 3, START.plusSeconds(3));

    private final SampleEvents events = new SampleEvents("h");

    private static Sample at(Sighting of, int second) {
        return Sightings.sample(of, START.plusSeconds(second));
    }

    private static List<String> over(List<Event> told) {
        return told.stream()
                .map(Sampled.class::cast)
                .map(event -> event.subject() + " " + event.usage().over().toSeconds())
                .toList();
    }

    @Test
    void eachIsOverTheTimeSinceItsReadingBefore() {
        assertThat(events.of(List.of(at(WEB, 0), at(DB, 0)), 2, START)).as("nothing to compare with").isEmpty();
        assertThat(over(events.of(List.of(at(WEB, 10), at(DB, 10)), 2, START.plusSeconds(10))))
                .containsExactly("web 10", "db 10");
    }

    @Test
    void oneReadOutOfTurnIsOverLessAndTheOthersAreAsIfItWereNot() {
        events.of(List.of(at(WEB, 0), at(DB, 0)), 2, START);
        assertThat(over(events.ofSome(List.of(at(WEB, 6))))).containsExactly("web 6");
        assertThat(over(events.of(List.of(at(WEB, 10), at(DB, 10), at(NEW, 10)), 2, START.plusSeconds(10))))
                .containsExactly("web 4", "db 10", "new 7");
    }
}
