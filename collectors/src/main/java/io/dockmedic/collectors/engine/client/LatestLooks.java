package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.base.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the latest containers looked like when they were last looked at; bounded. Safe for use by several threads. */
final class LatestLooks {
    private static final int MOST = 64;

    /** @param asked by the monotonic clock; the container may have looked like this since then */
    private record Look(long asked, ContainerState state) {}

    private final Clock clock;
    private final Map<String, Look> looks = new LinkedHashMap<>();

    LatestLooks(Clock clock) {
        this.clock = clock;
    }

    /** The moment at which a look begins, for {@link #saw}. */
    long asks() {
        return clock.nanos();
    }

    /** @param id as it was asked for */
    synchronized void saw(String id, long asked, ContainerState state) {
        Look before = looks.remove(id);
        looks.put(id, before != null && before.asked() - asked > 0 ? before : new Look(asked, state));
        if (looks.size() > MOST) {
            looks.remove(looks.keySet().iterator().next());
        }
    }

    /** What it looked like, if the engine was asked not longer ago than this. */
    synchronized Optional<ContainerState> recent(String id, Duration notOlder) {
        long now = clock.nanos();
        return Optional.ofNullable(looks.get(id))
                .filter(look -> now - look.asked() <= notOlder.toNanos())
                .map(Look::state);
    }
}
