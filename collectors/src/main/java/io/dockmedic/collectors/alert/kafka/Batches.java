package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.alert.inbox.Arrival;
import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.base.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes batches of records. What lay in its topic for long came in when it was sent: nobody acts on what is old. */
final class Batches {
    /** Clocks of others differ from ours by so much without anything being old. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final LetterReader reader;
    private final Clock clock;

    Batches(LetterReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    Batch of(List<Letter> letters) {
        List<Arrival> arrivals = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Letter letter : letters) {
            try {
                Instant at = cameIn(letter);
                for (Incoming one : reader.read(letter)) {
                    arrivals.add(new Arrival(one, at));
                }
            } catch (RefusedException e) {
                refused.add(new Refused(letter, e.kind(), e.why()));
            }
        }
        return new Batch(letters.size(), arrivals, refused);
    }

    private Instant cameIn(Letter letter) {
        Instant now = clock.now();
        if (letter.sent() < 0) {
            return now;
        }
        Duration age = Duration.between(Instant.ofEpochMilli(letter.sent()), clock.shown(now));
        return age.compareTo(TOLERANCE) > 0 ? now.minus(age) : now;
    }
}
