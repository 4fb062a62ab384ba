package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.room.Gauge;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * With what room is made.
 *
 * @param mayGoOn  whether nothing holds up acts now; asked right before the engine is called. The future never fails
 * @param mount    where the file system is mounted that the engine keeps its things on; empty when that is not known
 * @param redactor takes secrets out of what the engine says
 */
public record Clearing(PruneCalls calls, Gauge gauge, Removals removals, Supplier<Future<Boolean>> mayGoOn,
        Supplier<Optional<String>> mount, Redactor redactor, Clock clock, Timers timers) {
    private static final int LONGEST = 80;

    /** The engine's words, for a person: one short line without what looks like a secret. */
    String words(String engineSaid) {
        String line = redactor.line(engineSaid.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }
}
