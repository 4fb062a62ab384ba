package io.dockmedic.rules.operator.schedule;

import io.dockmedic.rules.cron.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** How far the times of a schedule are apart. */
final class Gaps {
    /** Beyond this two times are apart far enough for anything. */
    private static final Duration FAR = Duration.ofDays(366);

    private static final int COMPARED = 50;
    /** Two years of a zone that changes its clocks for summer and for a month of fasting. */
    private static final int CHANGES = 8;
    /** Those that a change pushes together, and one before. */
    private static final int AROUND = 5;

    private Gaps() {}

    /** The shortest that it ever is, on days when clocks change too: looked for from {@code moment} on. */
    static Duration shortest(Cron cron, ZoneId zone, Instant moment) {
        Duration shortest = cron.next(moment).map(first -> shortest(cron, first, COMPARED)).orElse(FAR);
        Instant from = moment;
        for (int i = 0; i < CHANGES; i++) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(from);
            if (change == null) {
                return shortest;
            }
            from = change.getInstant();
            Duration around = lastBefore(cron, from).map(last -> shortest(cron, last, AROUND)).orElse(FAR);
            shortest = around.compareTo(shortest) < 0 ? around : shortest;
        }
        return shortest;
    }

    private static Duration shortest(Cron cron, Instant first, int compared) {
        Duration shortest = FAR;
        Instant before = first;
        for (int i = 0; i < compared; i++) {
            Optional<Instant> next = cron.next(before);
            if (next.isEmpty()) {
                return shortest;
            }
            Duration between = Duration.between(before, next.get());
            shortest = between.compareTo(shortest) < 0 ? between : shortest;
            before = next.get();
        }
        return shortest;
    }

    private static Optional<Instant> lastBefore(Cron cron, Instant moment) {
        for (Duration back = Duration.ofMinutes(1); back.compareTo(FAR) < 0; back = back.multipliedBy(2)) {
            Optional<Instant> found = cron.next(moment.minus(back)).filter(one -> one.isBefore(moment));
            if (found.isPresent()) {
                Instant last = found.get();
                for (Optional<Instant> next = found; next.isPresent() && next.get().isBefore(moment); next = cron
                        .next(last)) {
                    last = next.get();
                }
                return Optional.of(last);
            }
        }
        return Optional.empty();
    }
}
