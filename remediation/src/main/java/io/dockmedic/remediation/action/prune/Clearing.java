package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.call.PartCalls;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.Removals;
import io.dockmedic.remediation.room.Gauge;
import io.dockmedic.remediation.view.Lanes;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * With what room is made.
 *
 * @param mayGoOn   whether nothing holds up acts now; asked right before the engine is called. The future never fails
 * @param mount     where the file system is mounted that the engine keeps its things on; empty when that is not known
 * @param unused    since when which images are unused
 * @param goodRuns  on which images services ran well
 * @param sightings every container there is, as it was last looked at
 * @param ids       of every container there is now
 * @param whose     why a container stays for whose it is, or by what its labels say; empty for what may go
 * @param lanes     to whom something is done now
 * @param parts     makes the calls about containers, known for ours
 * @param redactor  takes secrets out of what the engine says
 */
public record Clearing(PruneCalls calls, Gauge gauge, Removals removals, Supplier<Future<Boolean>> mayGoOn,
        Supplier<Optional<String>> mount, UnusedImages unused, GoodRuns goodRuns,
        Supplier<Collection<Sighting>> sightings,
        Supplier<Future<CallResult<List<String>>>> ids, Function<Container, Optional<String>> whose, Lanes lanes,
        PartCalls parts, Redactor redactor, Clock clock, Timers timers) {
    private static final int LONGEST = 80;

    /** The engine's words, for a person: one short line without what looks like a secret. */
    String words(String engineSaid) {
        String line = redactor.line(engineSaid.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }
}
