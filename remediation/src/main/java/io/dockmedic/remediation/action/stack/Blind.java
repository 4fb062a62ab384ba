package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * For how long a container alone cannot be looked at, while the engine answers otherwise: one whose shim or lock hangs holds
 * up its stack, and not for ever. An engine that answers nothing is waited for. To be used on one context.
 */
final class Blind {
    /** As long as is tried what the engine refuses. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final EngineCalls calls;
    private final Clock clock;
    private final Map<String, Instant> since = new HashMap<>();

    Blind(EngineCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** It was looked at. */
    void seen(String what) {
        since.remove(what);
    }

    /** The engine is away, and with it everything. */
    void gone() {
        since.clear();
    }

    /** Whether that is so for too long by now; to be asked each time that {@code what} cannot be seen. The future never fails. */
    Future<Boolean> tooLong(String what) {
        return calls.info().map(result -> {
            if (!(result instanceof CallResult.Done<EngineInfo>)) {
                gone();
                return false;
            }
            Instant now = clock.now();
            Instant from = since.computeIfAbsent(what, any -> now);
            return Duration.between(from, now).compareTo(LONGEST) >= 0;
        }).otherwise(false);
    }
}
