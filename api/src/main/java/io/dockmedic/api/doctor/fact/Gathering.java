package io.dockmedic.api.doctor.fact;

import io.dockmedic.api.config.Config;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Begins all looks at once, each with a deadline of its own. Takes no lock, writes no file, and changes nothing. */
public final class Gathering {
    /** A sound machine answers in milliseconds. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Path ROOT = Path.of("/");

    private final Settings settings;
    private final Visitor visitor;
    private final HangGuard guard;
    private final Clock clock;

    public Gathering(Settings settings, Visitor visitor, HangGuard guard, Clock clock) {
        this.settings = settings;
        this.visitor = visitor;
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * All facts.
     *
     * @param way      to the engine; fails where it could not be looked at
     * @param calls    to the engine; empty where its address is none
     * @param rules    loads them, aside
     * @param instance looks for one, aside
     */
    public Facts facts(Future<Way> way, Optional<DockerJavaCalls> calls, Callable<RuleLook> rules,
            Callable<Instance> instance) {
        Config config = settings.config();
        MachineLooks machine = new MachineLooks(ROOT, new NativeStatfs());
        Optional<EngineLooks> looks = calls.map(all -> new EngineLooks(all, all, all.finding()));
        Future<CallResult<EngineInfo>> engine = ask(looks, all -> all.calls().info());
        Future<CallResult<EngineTraits>> traits = ask(looks, all -> all.traits().traits());
        Future<Seen> seen = ask(looks, EngineLooks::containers);
        Future<List<Sighting>> containers = seen.map(Seen::containers);
        return new Facts(
                visitor,
                settings,
                aside("rules", rules),
                Stuck.data(aside("data", () -> machine.data(config.dataDirectory())), config.dataDirectory()),
                aside("instance", instance),
                way,
                engine,
                traits,
                ask(looks, all -> engine.compose(all::tried)),
                containers,
                seen.map(Seen::unseen),
                visitor.container().isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : ask(looks, all -> all.own(visitor.container())),
                containers.compose(all -> aside("readings", () -> Trial.of(ROOT, all, clock.now()))),
                aside("kernel log", machine::kernelLog),
                engine.compose(answer -> answer instanceof CallResult.Done<EngineInfo>(EngineInfo info)
                        ? way.compose(known -> disks(machine, known.reached(), info, containers))
                        : Future.failedFuture(EngineLooks.silent(answer))),
                Stuck.gpus(aside("gpus", () -> Glance.unlessReleased(config.dataDirectory(), clock,
                        config.gpus().file(), ROOT))),
                aside("reloads", machine::reloads),
                engine.compose(answer -> leases(answer, config)),
                aside("units", () -> UnitFiles.under(ROOT)));
    }

    private Future<DiskLook> disks(MachineLooks machine, EngineAddress address, EngineInfo info,
            Future<List<Sighting>> containers) {
        Whereabouts where = Whereabouts.of(address, info, HostName.own(), visitor.contained());
        if (!where.elsewhere().isEmpty()) {
            return Future.succeededFuture(DiskLook.elsewhere(where.elsewhere()));
        }
        return where.untold().isEmpty()
                ? containers.compose(all -> Stuck.disks(
                        aside("disks", () -> machine.disks(info.dataRoot(), all, visitor.contained())),
                        info.dataRoot()))
                : Future.succeededFuture(DiskLook.untold(where.untold(), ""));
    }

    private Future<List<Lease>> leases(CallResult<EngineInfo> answer, Config config) {
        return answer instanceof CallResult.Done<EngineInfo>(EngineInfo info)
                ? aside("lease", () -> Lease.in(Lease.directories(config.runtimeDirectory()), info.identity(),
                        ROOT.resolve("proc/locks")))
                : Future.failedFuture(EngineLooks.silent(answer));
    }

    private <T> Future<T> aside(String what, Callable<T> look) {
        return guard.call(what, DEADLINE, look);
    }

    private static <T> Future<T> ask(Optional<EngineLooks> looks, Function<EngineLooks, Future<T>> asked) {
        return looks.map(asked).orElseGet(() -> Future.failedFuture("the engine's address is none"));
    }
}
