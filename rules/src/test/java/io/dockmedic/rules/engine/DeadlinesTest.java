package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    /** Set, put off, brought forward and taken away by chance: the first is always that of a plain list of all. */
    @Test
    void theFirstIsTheFirstOfAllHoweverTheyWereMoved() {
        Random random = new Random(1);
        Deadlines deadlines = new Deadlines();
        Map<KeyId, Deadlines.Place> places = new HashMap<>();
        Map<KeyId, Instant> all = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            KeyId id = new KeyId("r" + random.nextInt(3), "t", "k" + random.nextInt(20));
            Deadlines.Place place = places.computeIfAbsent(id, Deadlines.Place::new);
            if (random.nextInt(6) == 0) {
                deadlines.set(place, null);
                all.remove(id);
            } else {
                Instant due = START.plusSeconds(random.nextInt(30));
                deadlines.set(place, due);
                all.put(id, due);
            }
            if (random.nextInt(3) == 0) {
                Optional<Map.Entry<KeyId, Instant>> first = all.entrySet()
                        .stream()
                        .min(Map.Entry.<KeyId, Instant>comparingByValue()
                                .thenComparing(one -> one.getKey().rule())
                                .thenComparing(one -> one.getKey().key()));
                assertThat(entry(deadlines.next())).isEqualTo(first);
                Instant now = START.plusSeconds(random.nextInt(30));
                assertThat(entry(deadlines.due(now))).isEqualTo(first.filter(one -> !one.getValue().isAfter(now)));
            }
        }
    }

    private static Optional<Map.Entry<KeyId, Instant>> entry(Deadlines.@Nullable Place place) {
        return Optional.ofNullable(place).map(one -> Map.entry(one.id(), one.due()));
    }
}
