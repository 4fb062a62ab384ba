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

    /** What an incident was told with is what it was, whatever comes after it; also where what came was not kept after all. */
    @Test
    void whatWasHandedOutStaysAsItWas() {
        List<Evidence> handedOut = new ArrayList<>(List.of(Evidence.NONE));
        List<List<Event>> plain = new ArrayList<>(List.of(List.of()));
        List<List<Event>> lists = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < 2_000; i++) {
            int from = random.nextInt(10) == 0 ? random.nextInt(handedOut.size()) : handedOut.size() - 1;
            Event event = event(i);
            Evidence next = handedOut.get(from).and(event);
            handedOut.add(next);
            plain.add(and(plain.get(from), event));
            lists.add(next.events());
        }
        for (int i = 0; i < handedOut.size(); i++) {
            assertThat(lists.get(i)).isEqualTo(plain.get(i)).containsExactly(plain.get(i).toArray(Event[]::new));
            assertThat(handedOut.get(i).events()).isEqualTo(plain.get(i));
        }
    }

    /** Those that are kept no more and have their room still count, so that what is estimated is there. */
    @Test
    void whatIsKeptNoMoreWeighsWhileItHasItsRoom() {
        Evidence full = Evidence.NONE;
        for (int i = 0; i < 20; i++) {
            full = full.and(event(i));
        }
        int weight = full.weight();
        int heaviest = weight;
        Evidence more = full;
        for (int i = 20; i < 60; i++) {
            more = more.and(event(i));
            heaviest = Math.max(heaviest, more.weight());
        }
        assertThat(heaviest).isGreaterThan(weight).isLessThanOrEqualTo(weight * 6 / 5);
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
