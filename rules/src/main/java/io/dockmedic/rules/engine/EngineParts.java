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
 */
public record EngineParts(Kinds kinds, Clock clock, IncidentIds ids, MeterRegistry meters,
        String host) {}
