package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final Happenings web = Happenings.of("web");
    private final Random random = new Random(20_261_130);

    /** Late, told twice, more than are kept, and gone with their window: always as plain lists of events have it. */
    @Test
    void isWhatAPlainListOfEventsWouldBe() {
        for (int course = 0; course < 500; course++) {
            Evidence evidence = Evidence.NONE;
            List<Event> plain = List.of();
            int count = 0;
            for (int i = 0; i < 60; i++) {
                Event event = event(i);
                assertThat(evidence.has(event))
                        .isEqualTo(plain.stream().map(Event::occurrence).anyMatch(event.occurrence()::equals));
                evidence = evidence.and(event);
                plain = and(plain, event);
                count++;
                if (random.nextInt(8) == 0) {
                    Instant since = START.plusSeconds(random.nextInt(i + 2));
                    List<Event> left = plain.stream().filter(one -> !one.at().isBefore(since)).toList();
                    count = left.size() == plain.size() || left.size() > 10
                            ? count - plain.size() + left.size()
                            : left.size();
                    plain = left;
                    evidence = evidence.since(since);
                }
                assertThat(evidence.events()).isEqualTo(plain);
                assertThat(evidence.count()).isEqualTo(count);
                assertThat(evidence).isEqualTo(new Evidence(plain, count))
                        .hasSameHashCodeAs(new Evidence(plain, count));
            }
        }
    }

    private static List<Event> and(List<Event> before, Event event) {
        List<Event> all = new ArrayList<>(before);
        all.add(event);
        if (all.size() > 20) {
            all.remove(10);
        }
        return all;
    }

    private Event event(int i) {
        Instant at = START.plusSeconds(Math.max(0, i - random.nextInt(4)));
        return random.nextBoolean() ? web.died(at, "run" + random.nextInt(40), random.nextBoolean()) : web.died(at, 1);
    }
}
