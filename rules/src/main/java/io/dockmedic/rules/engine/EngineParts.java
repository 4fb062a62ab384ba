package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.rules.kind.Kinds;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the engine is given.
 *
 * @param kinds  the kinds of event there are
 * @param clock  both clocks
 * @param ids    makes the ids of incidents
 * @param meters where it counts
 * @param host   the machine, for what only time brings
 * @param keys   how many all rules together may remember
 * @param evidence about how many bytes of events all rules together may remember
 */
public record EngineParts(Kinds kinds, Clock clock, IncidentIds ids, MeterRegistry meters,
        String host, int keys, long evidence) {
    /** With as many keys as the launcher's heap has room for. */
    public EngineParts(Kinds kinds, Clock clock, IncidentIds ids, MeterRegistry meters, String host) {
        this(kinds, clock, ids, meters, host, KeyRoom.MOST);
    }

    /** With as much evidence as the heap has room for. */
    public EngineParts(Kinds kinds, Clock clock, IncidentIds ids, MeterRegistry meters, String host, int keys) {
        this(kinds, clock, ids, meters, host, keys, EvidenceRoom.ofHeap());
    }
}
