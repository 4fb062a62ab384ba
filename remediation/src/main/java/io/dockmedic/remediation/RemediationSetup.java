package io.dockmedic.remediation;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.gpu.watch.PowerLimits;
import io.dockmedic.remediation.action.limits.MemoryReadings;
import io.dockmedic.remediation.action.mark.Marking;
import io.dockmedic.remediation.publish.Remedies;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the stage is made with.
 *
 * @param journal   with {@link io.dockmedic.remediation.record.RemediationTables} in it
 * @param timers    run on the verticle's own thread
 * @param observer  whether another instance acts on this engine; asked at every decision
 * @param sightings every container there is
 * @param closely   with what a container is looked at closely
 * @param disk      with what room is made
 * @param memory    what is known of memory
 * @param marking   with what GPUs are marked
 * @param power     what GPUs may draw
 * @param gpus      with what one is reset
 * @param listeners who subscribes to {@link Remedies#TOPIC}
 */
public record RemediationSetup(RemediationSettings settings, EngineCalls calls, Journal journal, Clock clock,
        Timers timers, Health health, MeterRegistry meters, BooleanSupplier observer,
        Supplier<Collection<Sighting>> sightings, Closely closely, Disk disk, MemoryReadings memory,
        Marking marking, PowerLimits power, Gpus gpus, List<String> listeners) {
    public RemediationSetup {
        listeners = List.copyOf(listeners);
    }

    /** Every container there is. */
    Collection<Container> containers() {
        return sightings.get().stream().map(Sighting::container).toList();
    }
}
