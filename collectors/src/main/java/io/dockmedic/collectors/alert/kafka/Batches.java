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
            } catch (RuntimeException e) {
                // Else it would be read again for ever, and nothing after it.
                refused.add(new Refused(letter, "payload", "it cannot be read: " + e));
            }
        }
        return new Batch(letters.size(), arrivals, refused);
    }

    private Instant cameIn(Letter letter) {
        Instant now = clock.now();
        long sent = sent(letter);
        if (sent < 0) {
            return now;
        }
        Duration age = Duration.between(Instant.ofEpochMilli(sent), clock.shown(now));
        return age.compareTo(TOLERANCE) > 0 ? now.minus(age) : now;
    }

    /** The record's own time is not signed: it does not make younger what says when it was signed. */
    private static long sent(Letter letter) {
        String signed = letter.header("webhook-timestamp");
        if (!signed.matches("[0-9]{1,12}")) {
            return letter.sent();
        }
        long at = Duration.ofSeconds(Long.parseLong(signed)).toMillis();
        return letter.sent() < 0 ? at : Math.min(letter.sent(), at);
    }
}
