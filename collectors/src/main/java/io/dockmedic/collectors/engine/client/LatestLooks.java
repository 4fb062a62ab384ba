package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The looks at containers that are under way, and what the latest containers looked like; bounded. Safe for use by several
 * threads.
 */
final class LatestLooks {
    private static final int MOST = 64;

    /** @param asked by the monotonic clock; the container may have looked like this since then */
    private record Seen(long asked, ContainerState state) {}

    /** One that is under way. */
    static final class Look {
        private final String id;
        private final long asked;
        private final List<Consumer<CallResult<ContainerState>>> waiting = new ArrayList<>(1);

        private Look(String id, long asked) {
            this.id = id;
            this.asked = asked;
        }
    }

    private final Clock clock;
    private final Map<String, Look> underWay = new HashMap<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    LatestLooks(Clock clock) {
        this.clock = clock;
    }

    /** A look begins; {@link #came} must follow. */
    synchronized Look begins(String id) {
        Look look = new Look(id, clock.nanos());
        underWay.put(id, look);
        return look;
    }

    /** Takes note of what came of it, and tells those who joined it; the second time does nothing. */
    void came(Look look, CallResult<ContainerState> result) {
        List<Consumer<CallResult<ContainerState>>> waiting;
        synchronized (this) {
            underWay.remove(look.id, look);
            if (result instanceof Done<ContainerState>(ContainerState state)) {
                saw(look.id, look.asked, state);
            }
            waiting = List.copyOf(look.waiting);
            look.waiting.clear();
        }
        waiting.forEach(one -> one.accept(result));
    }

    /** Hands the result of the look that is under way to {@code result}, on any thread; false when there is none. */
    synchronized boolean join(String id, Consumer<CallResult<ContainerState>> result) {
        Look look = underWay.get(id);
        return look != null && look.waiting.add(result);
    }

    /** What it must look like since now, as is known without a look. */
    synchronized void foreseen(String id, ContainerState state) {
        saw(id, clock.nanos(), state);
    }

    private void saw(String id, long asked, ContainerState state) {
        Seen before = seen.remove(id);
        seen.put(id, before != null && before.asked() - asked > 0 ? before : new Seen(asked, state));
        if (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    /** What it looked like, if the engine was asked not longer ago than this. */
    synchronized Optional<ContainerState> recent(String id, Duration notOlder) {
        long now = clock.nanos();
        return Optional.ofNullable(seen.get(id))
                .filter(look -> now - look.asked() <= notOlder.toNanos())
                .map(Seen::state);
    }
}
