package io.dockmedic.remediation.action.limits;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * For how long containers have used less memory than they may not need more than, by every reading of them. It begins anew
 * with a reading that is not below, with a kill for want of memory, where nothing was read for a minute, and with
 * Dockmedic. Takes in readings only while somebody asks about a container. To be used on one context.
 */
final class Calm {
    /** Twice as often as there are readings, so that none is left out. */
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration GAP = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private static final class Watched {
        final String container;
        final long below;
        Instant asked;
        @Nullable
        Instant since;
        Instant read = Instant.MIN;
        OptionalLong kills = OptionalLong.empty();

        Watched(String container, long below, Instant asked) {
            this.container = container;
            this.below = below;
            this.asked = asked;
        }
    }

    private final MemoryReadings readings;
    private final Clock clock;
    private final Timers timers;
    private final Map<String, Watched> watched = new LinkedHashMap<>();

    Calm(MemoryReadings readings, Clock clock, Timers timers) {
        this.readings = readings;
        this.clock = clock;
        this.timers = timers;
    }

    /**
     * How much of {@code needed} is still to come; not positive when it has been calm for so long. To be asked every hour at
     * least.
     *
     * @param act   that raised the limit of its container
     * @param below bytes
     */
    Duration left(String act, String container, long below, Duration needed) {
        Instant now = clock.now();
        boolean first = watched.isEmpty();
        Watched one = watched.computeIfAbsent(act, id -> new Watched(container, below, now));
        one.asked = now;
        read(one, now);
        if (first) {
            timers.after(EVERY, this::round);
        }
        return one.since == null ? needed : needed.minus(Duration.between(one.since, now));
    }

    private void round() {
        Instant now = clock.now();
        watched.values().removeIf(one -> one.asked.plus(FORGOTTEN).isBefore(now));
        watched.values().forEach(one -> read(one, now));
        if (!watched.isEmpty()) {
            timers.after(EVERY, this::round);
        }
    }

    private void read(Watched one, Instant now) {
        Optional<MemoryReadings.Used> latest = readings.latest().apply(one.container);
        if (latest.isEmpty() || latest.get().at().plus(GAP).isBefore(now)) {
            one.since = null;
            return;
        }
        MemoryReadings.Used used = latest.get();
        boolean gap = one.read.isBefore(used.at().minus(GAP));
        boolean killed = used.kills().isPresent() && one.kills.isPresent()
                && used.kills().getAsLong() > one.kills.getAsLong();
        if (used.workingSet() >= one.below || killed) {
            one.since = null;
        } else if (one.since == null || gap) {
            one.since = used.at();
        }
        one.read = used.at();
        one.kills = used.kills();
    }
}
