package io.dockmedic.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class EngineClockTest {
    private final EngineClock clock = new EngineClock();

    @Test
    void whatHappenedBeforeAStepKeepsItsStamp() {
        Instant before = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        clock.ahead(Duration.ofHours(1));
        Instant after = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

        assertThat(clock.stamped(inspected(before))).isEqualTo(inspected(before));
        assertThat(clock.stamped(inspected(after))).isEqualTo(inspected(after.plus(1, ChronoUnit.HOURS)));
        assertThat(clock.stamped(event(after))).isEqualTo(event(after.plus(1, ChronoUnit.HOURS)));
        assertThat(clock.stamped("\"0001-01-01T00:00:00Z\"")).isEqualTo("\"0001-01-01T00:00:00Z\"");
    }

    @Test
    void aStepBackIsUndoneByTheNext() {
        clock.ahead(Duration.ofDays(-1));
        clock.ahead(Duration.ZERO);
        Instant after = Instant.now().plusSeconds(60);
        assertThat(clock.stamped(event(after))).isEqualTo(event(after));
    }

    @Test
    void eventsAreAskedForByTheTimeTheyHappened() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        clock.ahead(Duration.ofHours(1));
        assertThat(clock.asked(since(now.plusSeconds(3600 + 60)))).isEqualTo(since(now.plusSeconds(60)));
        assertThat(clock.asked(since(now.minusSeconds(60)))).isEqualTo(since(now.minusSeconds(60)));
    }

    @Test
    void afterAStepBackTheEngineLooksBackToNoOlderThanTheStep() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        clock.ahead(Duration.ofHours(-1));
        assertThat(clock.asked(since(now.minusSeconds(60)))).isEqualTo(since(now.plusSeconds(3600 - 60)));
        assertThat(clock.asked(since(now.minusSeconds(7200)))).isEqualTo(since(now.minusSeconds(7200)));
    }

    private static String since(Instant at) {
        return "GET /v1.41/events?since=%d.%09d&filters=x HTTP/1.1".formatted(at.getEpochSecond(), at.getNano());
    }

    private static String event(Instant at) {
        return "{\"Action\":\"die\",\"time\":%d,\"timeNano\":%d}".formatted(at.getEpochSecond(),
                at.getEpochSecond() * 1_000_000_000 + at.getNano());
    }

    private static String inspected(Instant at) {
        return "{\"StartedAt\":\"" + at.toString().replace("Z", ".123456Z") + "\"}";
    }
}
