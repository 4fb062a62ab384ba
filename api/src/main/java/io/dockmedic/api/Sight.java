package io.dockmedic.api;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.collectors.advice.usage.UsageStage;
import io.dockmedic.collectors.advice.usage.UsageStore;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStage;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.alert.kafka.RefusedStore;
import io.dockmedic.collectors.alert.kafka.TopicStage;
import io.dockmedic.collectors.alert.named.HostNames;
import io.dockmedic.collectors.alert.named.TargetFinder;
import io.dockmedic.collectors.audit.sweep.AuditMetrics;
import io.dockmedic.collectors.audit.sweep.AuditSweep;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.fault.FaultStage;
import io.dockmedic.collectors.container.log.LogSampler;
import io.dockmedic.collectors.container.network.OwnNetworks;
import io.dockmedic.collectors.container.sample.ContainerSampler;
import io.dockmedic.collectors.container.shared.NetworkOwners;
import io.dockmedic.collectors.container.shared.SharedNetworks;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.space.SpaceSampler;
import io.dockmedic.collectors.engine.stream.StreamSettings;
import io.dockmedic.collectors.engine.watch.EngineStage;
import io.dockmedic.collectors.exposition.ContainerLabels;
import io.dockmedic.collectors.exposition.ContainerMetrics;
import io.dockmedic.collectors.exposition.DiskMetrics;
import io.dockmedic.collectors.exposition.DiskReadings;
import io.dockmedic.collectors.exposition.GpuMetrics;
import io.dockmedic.collectors.exposition.HealthMetrics;
import io.dockmedic.collectors.exposition.MachineMetrics;
import io.dockmedic.collectors.exposition.Part;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.gpu.access.AccessCollector;
import io.dockmedic.collectors.gpu.access.AccessSettings;
import io.dockmedic.collectors.gpu.mark.GpuMarks;
import io.dockmedic.collectors.gpu.watch.GpuCollector;
import io.dockmedic.collectors.gpu.watch.GpuSettings;
import io.dockmedic.collectors.host.disk.DiskSample;
import io.dockmedic.collectors.host.disk.DiskSampler;
import io.dockmedic.collectors.host.disk.Filesystem;
import io.dockmedic.collectors.host.disk.Role;
import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.host.kernel.DeviceLog;
import io.dockmedic.collectors.host.kernel.KernelLogCollector;
import io.dockmedic.collectors.host.kernel.LimitKill;
import io.dockmedic.collectors.host.kernel.LimitKills;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.collectors.host.view.MachineNames;
import io.dockmedic.collectors.image.report.ReportCollector;
import io.dockmedic.collectors.image.report.ReportMetrics;
import io.dockmedic.collectors.image.report.ReportStore;
import io.dockmedic.remediation.RemediationVerticle;
import io.dockmedic.remediation.action.limits.MemoryReadings;
import io.dockmedic.rules.stage.RulesVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** All that sees: the engine's stage, the collectors, and what comes in from elsewhere. No logic, as in {@link Wiring}. */
final class Sight {
    /**
     * What everything is made with.
     *
     * @param kernelLog where the kernel's log is read
     * @param root      of the machine's files, as far as they tell of GPUs
     */
    record Base(Vertx vertx, Clock clock, Timers timers, Journal journal, Health health, MeterRegistry meters,
            String host, Path kernelLog, Path root) {}

    final DockerJavaCalls calls;
    final Containers containers;
    final EngineStage engine;
    final ContainerSampler sampler;
    final UsageStage usage;
    final FaultStage faults;
    final EngineHost engineHost;
    final DiskSampler disks;
    final LogSampler logs;
    final GpuCollector gpus;
    final AccessCollector gpuAccess;
    final SharedNetworks sharedNetworks;
    final OwnNetworks ownNetworks;
    final GpuMarks marks;
    final LimitKills limitKills;
    final KernelLogCollector kernelLog;
    final SpaceSampler spaces;
    final AuditSweep audit;
    final ReportCollector reports;
    final AlertInbox alertInbox;
    final AlertStage alerts;
    final TopicStage topics;

    /** @throws IOException when the secret that signs what others send cannot be read */
    Sight(Config config, Base base) throws IOException {
        Clock clock = base.clock();
        Health health = base.health();
        MeterRegistry meters = base.meters();
        Journal journal = base.journal();
        EngineAddress address = EngineAddress.parse(config.engine(), System.getenv());
        calls = new DockerJavaCalls(base.vertx(), clock, base.timers(), address, config.apiVersion(),
                CallLimits.DEFAULT);
        containers = new Containers();
        engineHost = new EngineHost(calls, address, clock);
        gpus = new GpuCollector(
                GpuSettings.of(config.gpus().enabled(), config.gpus().file(),
                        config.gpus().expected(), config.gpus().cures(), base.root(),
                        config.dataDirectory(), List.of(RulesVerticle.SUBSCRIBER, Trends.SUBSCRIBER)),
                engineHost, containers, clock, health, meters);
        gpuAccess = new AccessCollector(
                AccessSettings.of(config.gpus().enabled() && config.gpus().probe(), base.root(),
                        List.of(RulesVerticle.SUBSCRIBER)),
                gpus::entrusted, calls.execs(), engineHost::name, clock, health, meters);
        sharedNetworks = new SharedNetworks(SharedNetworks.EVERY, Path.of("/proc"), List.of(RulesVerticle.SUBSCRIBER),
                engineHost::name, containers, new NetworkOwners(journal), clock, health, meters);
        ownNetworks = new OwnNetworks(OwnNetworks.EVERY, new OwnNetworks.Where(Path.of("/proc"), Path.of("/sys")),
                List.of(RulesVerticle.SUBSCRIBER), engineHost::name, containers, calls, calls.bridges(), clock, health,
                meters);
        marks = GpuMarks.in(config.runtimeDirectory());
        limitKills = new LimitKills(gpus);
        engine = new EngineStage(
                new EngineStage.Settings(address, config.apiVersion(), config.runtimeDirectory(),
                        ToldOf.of(config, RulesVerticle.SUBSCRIBER, RemediationVerticle.SUBSCRIBER,
                                UsageStage.SUBSCRIBER, FaultStage.SUBSCRIBER),
                        StreamSettings.DEFAULT),
                calls, containers, id -> limitKills.last(id).map(LimitKill::at), journal, clock, health, meters);
        List<String> readers = List.of(RulesVerticle.SUBSCRIBER);
        sampler = new ContainerSampler(
                ContainerSampler.Settings.here(base.host(),
                        List.of(RulesVerticle.SUBSCRIBER, UsageStage.SUBSCRIBER, FaultStage.SUBSCRIBER,
                                Trends.SUBSCRIBER)),
                containers, calls, clock, health, meters);
        usage = new UsageStage(new UsageStore(journal), clock);
        faults = new FaultStage();
        disks = new DiskSampler(DiskSampler.Settings.of(config.dataDirectory(), readers), engineHost,
                containers, new NativeStatfs(), clock, health, meters);
        logs = new LogSampler(LogSampler.EVERY, readers, engineHost, containers, clock, health, meters);
        kernelLog = new KernelLogCollector(
                KernelLogCollector.Settings.of(config.kernelLog(), config.dataDirectory(), readers),
                DeviceLog.at(base.kernelLog()), limitKills, engineHost, containers, clock, health, meters);
        spaces = new SpaceSampler(SpaceSampler.Settings.DEFAULT, calls, disks::engineNearlyFull, clock,
                health, meters);
        audit = new AuditSweep(AuditSweep.Settings.standard(readers), containers, calls, clock, health,
                meters);
        reports = new ReportCollector(
                ReportCollector.Settings.of(config.reportsDirectory(), readers), engineHost, containers,
                new ReportStore(journal), clock, health, meters);
        AlertStore alertStore = new AlertStore(journal);
        alertInbox = new AlertInbox(alertStore, clock, meters);
        alerts = new AlertStage(alertInbox, alertStore,
                new TargetFinder(containers, () -> engineHost.asked() && gpus.looked(), gpus::known,
                        new HostNames(new MachineNames(engineHost, Path.of("/"), config.alertHostNames())::all,
                                config.hostNames()),
                        config.alertTargets(), clock),
                engineHost::name, ToldOf.of(config, RulesVerticle.SUBSCRIBER), meters);
        topics = new TopicStage(config.kafka().reading(), Admission.seal(config, clock), base.host(),
                alertInbox, new RefusedStore(journal), clock, health, meters);
    }

    /** What of it metrics show, and the program's own. */
    Parts shown(MultiCollector registry, Health health, ContainerLabels labels) {
        return new Parts(
                List.of(new Part("program", registry),
                        new Part("health", new HealthMetrics(health)),
                        new Part("machine", new MachineMetrics(Path.of("/"))),
                        new Part(ContainerSampler.PART, new ContainerMetrics(sampler::latest, labels)),
                        new Part(FaultStage.PART, faults.metrics()),
                        new Part(DiskSampler.PART, new DiskMetrics(
                                () -> new DiskReadings(disks.latest(), spaces.latest(), logs.latest()))),
                        new Part(GpuCollector.PART,
                                new GpuMetrics(gpus::latest, engineHost::name, labels, marks::latest)),
                        new Part(AuditSweep.PART, new AuditMetrics(audit::latest)),
                        new Part(ReportCollector.PART, new ReportMetrics(reports::latest))),
                health);
    }

    /** Where the file system is mounted that the engine keeps its things on; empty when that is not known. */
    Optional<String> engineDisk() {
        return disks.latest()
                .stream()
                .map(DiskSample::filesystem)
                .filter(one -> one.roles().contains(Role.ENGINE))
                .map(Filesystem::mountpoint)
                .findFirst();
    }

    /** What can still be written there, as it was read last; empty when that is not known. */
    OptionalLong engineDiskFree() {
        return disks.latest()
                .stream()
                .filter(one -> one.filesystem().roles().contains(Role.ENGINE))
                .map(DiskSample::usage)
                .filter(Objects::nonNull)
                .mapToLong(Usage::available)
                .findFirst();
    }

    /** What was read last of a container's memory; empty when nothing was. */
    Optional<MemoryReadings.Used> memoryOf(String container) {
        return sampler.latest()
                .stream()
                .filter(sample -> sample.sighting().container().id().equals(container))
                .findFirst()
                .flatMap(sample -> Optional.ofNullable(sample.reading().memory())
                        .map(memory -> new MemoryReadings.Used(sample.at(), memory.workingSet(),
                                memory.events().oomKills())));
    }

    /** What takes in what others tell, in the order in which it starts: before what is told them. */
    List<Deployable> hearing() {
        return List.of(alerts, topics);
    }

    /** What looks and listens itself, in the order in which it starts. */
    List<Deployable> looking() {
        return List.of(sampler, engine, disks, logs, spaces, audit, gpus, gpuAccess, sharedNetworks, ownNetworks,
                kernelLog, reports);
    }
}
