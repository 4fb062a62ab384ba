package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What checks look at. A future that fails takes with it the checks that need it and no other.
 *
 * @param visitor    who looks
 * @param settings   the configuration
 * @param rules      that it brings
 * @param data       its directory
 * @param instance   that runs with it
 * @param way        to the engine
 * @param engine     who answers there
 * @param traits     what kind of engine it is
 * @param calls      what it answers to each
 * @param containers all that it has and can look into, running or not
 * @param unseen     those that it cannot look into
 * @param own        the container we run in; empty outside of one
 * @param trial      a look at containers' readings
 * @param kernelLog  the kernel's log
 * @param disks      the engine's
 * @param gpus       the machine's
 * @param reloads    of systemd
 * @param leases     on the engine, that are held; empty when none is seen
 * @param units      of systemd, that start containers
 */
public record Facts(
        Visitor visitor,
        Settings settings,
        Future<RuleLook> rules,
        Future<DataLook> data,
        Future<Instance> instance,
        Future<Way> way,
        Future<CallResult<EngineInfo>> engine,
        Future<CallResult<EngineTraits>> traits,
        Future<Map<ReadCall, CallResult<Void>>> calls,
        Future<List<Sighting>> containers,
        Future<List<Unseen>> unseen,
        Future<Optional<Own>> own,
        Future<Trial> trial,
        Future<KernelLogLook> kernelLog,
        Future<DiskLook> disks,
        Future<Glance> gpus,
        Future<ReloadLook> reloads,
        Future<List<Lease>> leases,
        Future<List<Unit>> units) {
    /**
     * Whether the engine is on another machine than this; false where that is not known, and in a container, to which the
     * engine's own machine looks like another when it is asked over TCP.
     */
    public Future<Boolean> elsewhere() {
        return disks.map(look -> !visitor.contained() && !look.elsewhere().isEmpty()).otherwise(false);
    }
}
