package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.room.Gauge;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Supplier;

/**
 * With what room is made.
 *
 * @param pinned   ids of images that services last ran well on; the future fails where that cannot be read
 * @param mayGoOn  whether nothing holds up acts now; asked before each thing. The future never fails
 */
public record Clearing(PruneCalls calls, Gauge gauge, Removals removals, Supplier<Future<Set<String>>> pinned,
        Supplier<Future<Boolean>> mayGoOn, Clock clock, Timers timers) {}
