package io.dockmedic.api;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.config.Config;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.collectors.backup.BackupCollector;
import io.dockmedic.collectors.base.self.OwnContainer;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.dockmedic.collectors.host.disk.Room;
import io.dockmedic.collectors.host.files.HostFiles;
import io.dockmedic.collectors.host.memory.AvailableMemory;
import io.dockmedic.collectors.host.mount.Grounds;
import io.dockmedic.collectors.host.view.Booting;
import io.dockmedic.collectors.host.port.Listeners;
import io.dockmedic.collectors.host.view.HostStates;
import io.dockmedic.remediation.Closely;
import io.dockmedic.remediation.Disk;
import io.dockmedic.remediation.Gpus;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.RemediationSetup;
import io.dockmedic.remediation.RemediationVerticle;
import io.dockmedic.remediation.action.backup.BackupWatch;
import io.dockmedic.remediation.action.limits.MemoryReadings;
import io.dockmedic.remediation.action.mark.Marking;
import io.dockmedic.remediation.diagnose.GpuSight;
import io.dockmedic.remediation.diagnose.look.Look;
import io.dockmedic.remediation.verify.probe.Vantage;
import io.dockmedic.rules.stage.RulesVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** All that heals: remediation with what it looks at and acts through, and the backups it makes. No logic, as in {@link Wiring}. */
final class Care {
    final RemediationVerticle remediation;
    final BackupCollector backups;

    Care(Config config, RemediationSettings limits, Sight.Base base, Sight sight, RulesVerticle rules, Trends trends) {
        Vertx vertx = base.vertx();
        Clock clock = base.clock();
        Timers timers = base.timers();
        AvailableMemory memory = new AvailableMemory(sight.engineHost, Path.of("/proc"), vertx);
        HostStates host = new HostStates(vertx, sight.calls, sight.engineHost::afar, Path.of("/"), Build.version(),
                memory::bytes,
                sight::engineDiskFree);
        Grounds grounds = new Grounds(vertx, Path.of("/proc/1/mountinfo"), sight.engineHost::afar);
        remediation = new RemediationVerticle(new RemediationSetup(
                limits, sight.calls, base.journal(), clock, timers, base.health(), base.meters(),
                sight.engine::observing,
                sight.containers::all,
                closely(sight, grounds, host, CloseLooks.of(vertx, timers, sight, grounds, host, trends, clock), vertx),
                new Disk(sight.calls.pruning(), new Room(vertx, timers, new NativeStatfs())::on,
                        sight.spaces::latest, sight::engineDisk),
                new MemoryReadings(sight::memoryOf,
                        memory::bytes),
                new Marking(sight.marks, sight.gpus::latest),
                sight.gpus.power(),
                new Gpus(sight.gpus.resetting(), config.gpus().smi(),
                        new GpuSight(sight.gpus::latest, sight.gpus::faultsOf, sight.gpuAccess::said)),
                ToldOf.of(config, IncidentView.SUBSCRIBER)));
        backups = new BackupCollector(
                BackupCollector.Settings.of(limits.backups(), List.of(RulesVerticle.SUBSCRIBER)),
                new BackupWatch(limits.backups(), limits.host(), rules::rules, sight.containers::all, clock)::look,
                base.health(), base.meters());
    }

    private static Closely closely(Sight sight, Grounds grounds, HostStates host, List<Look> looks, Vertx vertx) {
        DockerJavaCalls calls = sight.calls;
        return new Closely(calls, calls.remaking(), calls.networks(), calls.execs(), calls.oneShots(), calls.copies(),
                new HostFiles(vertx)::missing,
                calls, calls, new Vantage(OwnContainer.id(), sight.engineHost::afar),
                grounds::of, listeners(vertx), host::now, new Booting(Path.of("/"))::now,
                looks);
    }

    private static IntFunction<Future<Optional<String>>> listeners(Vertx vertx) {
        Listeners listeners = new Listeners(Path.of("/proc"));
        return port -> vertx.executeBlocking(() -> listeners.at(port), false);
    }
}
