package io.dockmedic.api.doctor.fact;

import io.dockmedic.api.config.Config;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.engine.lease.LeaseHolder;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.dockmedic.collectors.host.view.EngineHost;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** The way to the engine, as it is set. Looks at the file system. */
    public static Way way(Config config) {
        return EngineSockets.way(config.engine(), System.getenv());
    }

    /**
     * All facts.
     *
     * @param calls    to the engine; empty where its address is none
     * @param rules    loads them, aside
     * @param instance looks for one, aside
     */
    public Facts facts(Way way, Optional<DockerJavaCalls> calls, Callable<RuleLook> rules,
            Callable<Instance> instance) {
        Config config = settings.config();
        MachineLooks machine = new MachineLooks(ROOT, new NativeStatfs());
        boolean contained = visitor.container().isPresent();
        Optional<EngineLooks> looks = calls.map(all -> new EngineLooks(all, all, all.finding()));
        Future<CallResult<EngineInfo>> engine = ask(looks, all -> all.calls().info());
        Future<CallResult<EngineTraits>> traits = ask(looks, all -> all.traits().traits());
        Future<List<Sighting>> containers = ask(looks, EngineLooks::containers);
        return new Facts(
                visitor,
                settings,
                aside("rules", rules),
                aside("data", () -> machine.data(config.dataDirectory())),
                aside("instance", instance),
                Future.succeededFuture(way),
                engine,
                traits,
                ask(looks, all -> engine.compose(all::tried)),
                containers,
                visitor.container().isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : ask(looks, all -> all.own(visitor.container())),
                containers.compose(all -> aside("readings", () -> Trial.of(ROOT, all, clock.now()))),
                aside("kernel log", machine::kernelLog),
                ask(looks, all -> engine.compose(answer -> answer instanceof CallResult.Done
                        ? disks(machine, new EngineHost(all.calls(), way.reached(), clock), containers, contained)
                        : Future.failedFuture(EngineLooks.silent(answer)))),
                aside("gpus", () -> Glance.at(config.gpus().library().map(Path::toString), ROOT)),
                engine.compose(answer -> holder(answer, config)),
                aside("units", () -> UnitFiles.under(ROOT)));
    }

    private Future<DiskLook> disks(MachineLooks machine, EngineHost host, Future<List<Sighting>> containers,
            boolean contained) {
        return host.here()
                .compose(here -> here.isEmpty()
                        ? Future.succeededFuture(new DiskLook(host.why(), "", Optional.empty(), false, 0, 0, 0, 0))
                        : containers.compose(all -> aside("disks",
                                () -> machine.disks(here.get().dataRoot(), all, contained))));
    }

    private Future<OptionalLong> holder(CallResult<EngineInfo> answer, Config config) {
        return answer instanceof CallResult.Done<EngineInfo>(EngineInfo info)
                ? aside("lease", () -> LeaseHolder.of(config.runtimeDirectory(), info.identity(),
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
