package io.dockmedic.api;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.api.build.Build;
import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.http.AdviceEndpoint;
import io.dockmedic.api.http.AlertsEndpoint;
import io.dockmedic.api.http.ApprovalsEndpoint;
import io.dockmedic.api.http.AuditEndpoint;
import io.dockmedic.api.http.BrakesEndpoint;
import io.dockmedic.api.http.ContainersEndpoint;
import io.dockmedic.api.http.DiagnosisEndpoint;
import io.dockmedic.api.http.Endpoint;
import io.dockmedic.api.http.EventsEndpoint;
import io.dockmedic.api.http.GpusEndpoint;
import io.dockmedic.api.http.HealthyEndpoint;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.IncidentEndpoint;
import io.dockmedic.api.http.IncidentsEndpoint;
import io.dockmedic.api.http.Intake;
import io.dockmedic.api.http.MetricsEndpoint;
import io.dockmedic.api.http.OpenApiEndpoint;
import io.dockmedic.api.http.PageEndpoint;
import io.dockmedic.api.http.ReadyEndpoint;
import io.dockmedic.api.http.Reload;
import io.dockmedic.api.http.ReloadEndpoint;
import io.dockmedic.api.http.ReportsEndpoint;
import io.dockmedic.api.http.RulesEndpoint;
import io.dockmedic.api.http.StatusEndpoint;
import io.dockmedic.api.http.StreamEndpoint;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.stream.Audience;
import io.dockmedic.api.stream.Change;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.JournalPast;
import io.dockmedic.api.view.PublishedJson;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.api.view.StandingJson;
import io.dockmedic.collectors.advice.limit.ServiceAdvice;
import io.dockmedic.collectors.advice.usage.UsageStage;
import io.dockmedic.collectors.advice.usage.UsageStore;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStage;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.alert.kafka.RefusedStore;
import io.dockmedic.collectors.alert.kafka.TopicStage;
import io.dockmedic.collectors.alert.named.TargetFinder;
import io.dockmedic.collectors.audit.sweep.AuditMetrics;
import io.dockmedic.collectors.audit.sweep.AuditSweep;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.log.LogSampler;
import io.dockmedic.collectors.container.sample.ContainerSampler;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.space.SpaceSampler;
import io.dockmedic.collectors.engine.stream.StreamSettings;
import io.dockmedic.collectors.engine.watch.EngineStage;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.collectors.exposition.ContainerMetrics;
import io.dockmedic.collectors.exposition.DiskMetrics;
import io.dockmedic.collectors.exposition.DiskReadings;
import io.dockmedic.collectors.exposition.GpuMetrics;
import io.dockmedic.collectors.exposition.HealthMetrics;
import io.dockmedic.collectors.exposition.MachineMetrics;
import io.dockmedic.collectors.exposition.Part;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.gpu.watch.GpuCollector;
import io.dockmedic.collectors.gpu.watch.GpuSettings;
import io.dockmedic.collectors.host.disk.DiskSampler;
import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.dockmedic.collectors.host.disk.Room;
import io.dockmedic.collectors.host.kernel.DeviceLog;
import io.dockmedic.collectors.host.kernel.KernelLogCollector;
import io.dockmedic.collectors.host.port.Listeners;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.collectors.image.report.Inbox;
import io.dockmedic.collectors.image.report.ReportCollector;
import io.dockmedic.collectors.image.report.ReportMetrics;
import io.dockmedic.collectors.image.report.ReportStore;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.RemediationVerticle;
import io.dockmedic.remediation.publish.kafka.Outbox;
import io.dockmedic.remediation.publish.kafka.PublishStage;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.IncidentIds;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.stage.RulesSetup;
import io.dockmedic.rules.stage.RulesVerticle;
import io.dockmedic.rules.state.IncidentReader;
import io.dockmedic.rules.state.RulesTables;
import io.dockmedic.rules.yaml.RuleProblem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Puts the stages together. No logic: what depends on a condition belongs in a stage. */
final class Wiring {
    /** Parts that must have reported before we call ourselves ready. */
    private static final List<String> NEEDED = List.of("engine", "rules", "journal");

    /** Parts that must be whole for us to act. */
    private static final List<String> FOR_ACTS = List.of("engine", "journal");

    /** Every second, as Vert.x does, is one of the larger parts of what an idle host costs. */
    private static final Duration BLOCKED_EVERY = Duration.ofSeconds(5);

    /** Nothing is served from files: no cache of them in the temporary directory, which a kill would leave there. */
    private static final FileSystemOptions NO_FILES = new FileSystemOptions().setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2)
            .setWorkerPoolSize(4)
            .setBlockedThreadCheckInterval(BLOCKED_EVERY.toMillis())
            .setFileSystemOptions(NO_FILES));
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private final SqliteJournal journal;
    private final DockerJavaCalls calls;
    private final HttpStage http;
    private final List<Deployable> stages;
    private final List<String> deployed = new CopyOnWriteArrayList<>();

    /** @throws IOException when the token cannot be read or made */
    Wiring(Config config) throws IOException {
        Build.register(meters);
        Clock clock = SystemClock.continuing(config.dataDirectory().resolve("clock"));
        Timers timers = new VertxTimers(vertx);
        EngineAddress address = EngineAddress.parse(config.engine(), System.getenv());
        RemediationSettings limits = Limits.of(config);
        journal = SqliteJournal.open(
                config.dataDirectory().resolve("journal.db"),
                List.of(WatchStore.TABLES, AlertStore.TABLES, RefusedStore.TABLES, ReportStore.TABLES,
                        UsageStore.TABLES, RulesTables.TABLES,
                        RemediationTables.keeping(limits.policy().lookBack()), Outbox.TABLES),
                new Retention(config.retention().age(), config.retention().bytes()),
                clock, timers, health, meters, vertx);
        // First, for it takes longest.
        RuleDirectory ruleFiles = new RuleDirectory(config.rulesDirectory());
        RulesVerticle rules = new RulesVerticle(new RulesSetup(
                ruleFiles.read(), Shipped.catalog(),
                new EngineParts(Kinds.standard(), clock, IncidentIds.random(RandomGenerator.getDefault()), meters),
                timers, journal, ToldOf.of(config, RemediationVerticle.SUBSCRIBER, IncidentView.SUBSCRIBER),
                List.of(Looks.SUBSCRIBER), health));
        calls = new DockerJavaCalls(vertx, clock, timers, address, config.apiVersion(), CallLimits.DEFAULT);
        Containers containers = new Containers();
        EngineStage engine = new EngineStage(
                new EngineStage.Settings(address, config.apiVersion(), config.runtimeDirectory(),
                        ToldOf.of(config, RulesVerticle.SUBSCRIBER, RemediationVerticle.SUBSCRIBER,
                                UsageStage.SUBSCRIBER),
                        StreamSettings.DEFAULT),
                calls, containers, journal, clock, health, meters);
        List<String> readers = List.of(RulesVerticle.SUBSCRIBER);
        ContainerSampler sampler = new ContainerSampler(
                ContainerSampler.Settings.here(limits.host(),
                        List.of(RulesVerticle.SUBSCRIBER, UsageStage.SUBSCRIBER, Trends.SUBSCRIBER)),
                containers, calls, clock, health, meters);
        Trends trends = new Trends();
        UsageStage usage = new UsageStage(new UsageStore(journal), clock);
        EngineHost engineHost = new EngineHost(calls, address, clock);
        DiskSampler disks = new DiskSampler(DiskSampler.Settings.of(config.dataDirectory(), readers), engineHost,
                containers, new NativeStatfs(), clock, health, meters);
        LogSampler logs = new LogSampler(LogSampler.EVERY, readers, engineHost, containers, clock, health, meters);
        GpuCollector gpus = new GpuCollector(
                GpuSettings.of(config.gpus().enabled(), config.gpus().library().map(Path::toString),
                        config.gpus().expected(), config.gpus().cures(),
                        List.of(RulesVerticle.SUBSCRIBER, Trends.SUBSCRIBER)),
                engineHost, containers, clock, health, meters);
        KernelLogCollector kernelLog = new KernelLogCollector(
                KernelLogCollector.Settings.of(config.kernelLog(), config.dataDirectory(), readers),
                DeviceLog.at(Path.of("/dev/kmsg")), gpus, engineHost, containers, clock, health, meters);
        SpaceSampler spaces = new SpaceSampler(SpaceSampler.Settings.DEFAULT, calls, disks::engineNearlyFull, clock,
                health, meters);
        AuditSweep audit = new AuditSweep(AuditSweep.Settings.standard(readers), containers, calls, clock, health,
                meters);
        ReportCollector reports = new ReportCollector(
                ReportCollector.Settings.of(config.reportsDirectory(), readers), engineHost, containers,
                new ReportStore(journal), clock, health, meters);
        AlertStore alertStore = new AlertStore(journal);
        AlertInbox alertInbox = new AlertInbox(alertStore, clock, meters);
        AlertStage alerts = new AlertStage(alertInbox, alertStore,
                new TargetFinder(containers, config.alertTargets()), engineHost::name,
                ToldOf.of(config, RulesVerticle.SUBSCRIBER), meters);
        TopicStage topics = new TopicStage(config.kafka().reading(), Admission.seal(config, clock), limits.host(),
                alertInbox, new RefusedStore(journal), clock, health, meters);
        Parts parts = new Parts(
                List.of(new Part("program", () -> meters.getPrometheusRegistry().scrape()),
                        new Part("health", new HealthMetrics(health)),
                        new Part("machine", new MachineMetrics(Path.of("/"))),
                        new Part(ContainerSampler.PART, new ContainerMetrics(sampler::latest, config.shownLabels())),
                        new Part(DiskSampler.PART, new DiskMetrics(
                                () -> new DiskReadings(disks.latest(), spaces.latest(), logs.latest()))),
                        new Part(GpuCollector.PART,
                                new GpuMetrics(gpus::latest, engineHost::name, config.shownLabels())),
                        new Part(AuditSweep.PART, new AuditMetrics(audit::latest)),
                        new Part(ReportCollector.PART, new ReportMetrics(reports::latest))),
                health);
        RemediationVerticle remediation = new RemediationVerticle(
                limits, calls, journal, clock, timers, health, meters, engine::observing,
                () -> containers.all().stream().map(Sighting::container).toList(),
                new RemediationVerticle.Closely(calls, calls, calls, listeners(vertx)),
                new RemediationVerticle.Disk(calls.pruning(), new Room(vertx, timers, new NativeStatfs())::on,
                        spaces::latest),
                ToldOf.of(config, IncidentView.SUBSCRIBER));
        PublishStage published = new PublishStage(config.kafka().publishing(), limits.host(), new Outbox(journal),
                new PublishedJson(clock::shown), new IncidentReader(journal, Kinds.standard())::find, clock, health,
                meters);
        Feed feed = new Feed(Long.toString(RandomGenerator.getDefault().nextLong() >>> 1, Character.MAX_RADIX));
        IncidentView incidents = new IncidentView(new JournalPast(journal, Kinds.standard()), meters,
                id -> feed.changed(Change.incident(id)));
        WorkerExecutor scrapes = vertx.createSharedWorkerExecutor("dockmedic-scrape", 2);
        Reload reload = () -> vertx.executeBlocking(ruleFiles::read)
                .compose(rules::reload)
                .map(problems -> problems.stream().map(RuleProblem::toString).toList());
        IncidentJson json = new IncidentJson(clock::shown);
        Intake intake = new Intake(alertInbox, timers, Admission.signatures(config, clock));
        Access access = Admission.of(config);
        About about = new About(limits.host(), clock);
        StandingJson standing = new StandingJson(clock::shown);
        ApprovalJson approvals = new ApprovalJson(clock::shown);
        ReadyEndpoint ready = new ReadyEndpoint(health, NEEDED, FOR_ACTS, meters);
        Audience audience = new Audience(feed, incidents, json,
                () -> remediation.controls().standing().map(standing::of),
                () -> remediation.answers().latest().map(approvals::of),
                ready::said, timers);
        remediation.controls().whenChanged(audience::lookNow);
        remediation.answers().whenChanged(audience::lookNow);
        List<Endpoint> endpoints = List.of(
                new PageEndpoint(),
                new StatusEndpoint(about::json, access),
                new StreamEndpoint(audience, about::json),
                new OpenApiEndpoint(),
                new MetricsEndpoint(parts, meters, scrapes, timers),
                new HealthyEndpoint(),
                ready,
                new ReloadEndpoint(reload),
                new IncidentsEndpoint(incidents, json),
                new IncidentEndpoint(incidents, json),
                new RulesEndpoint(rules::rules, incidents, json),
                new ContainersEndpoint(containers::all, trends, clock),
                new GpusEndpoint(gpus::latest, trends, clock),
                new BrakesEndpoint(remediation.controls(), standing),
                new ApprovalsEndpoint(remediation.answers(), approvals, access),
                new DiagnosisEndpoint(remediation::diagnose),
                new AlertsEndpoint(intake),
                new EventsEndpoint(intake),
                new AuditEndpoint(audit::latest),
                new AdviceEndpoint(() -> usage.lastDays(ServiceAdvice::of)),
                new ReportsEndpoint(new Inbox(config.reportsDirectory()), reports::latest, reports::bad,
                        new RecordJson(clock::shown), vertx.createSharedWorkerExecutor("dockmedic-reports", 1),
                        timers));
        http = new HttpStage(config.listen(), config.controlSocket(), access,
                config.entrance().certificate(), endpoints);
        // Subscribers first: a publisher's first message must find all of them.
        stages = List.of(incidents, published, remediation, rules, usage, trends, alerts, topics, http, sampler, engine,
                disks, logs, spaces,
                audit, gpus, kernelLog, reports);
    }

    private static IntFunction<Future<Optional<String>>> listeners(Vertx vertx) {
        Listeners listeners = new Listeners(Path.of("/proc"));
        return port -> vertx.executeBlocking(() -> listeners.at(port), false);
    }

    /** Completes when every stage has started, in order; fails with the first that did not. */
    Future<Void> start() {
        Future<?> started = journal.opened();
        for (Deployable stage : stages) {
            started = started.compose(done -> vertx.deployVerticle(stage)).onSuccess(deployed::add);
        }
        return started.mapEmpty();
    }

    /** The TCP port that HTTP is served on; -1 before it is. */
    int port() {
        return http.port();
    }

    /** Stops every stage, the one that tells before those it tells, and with them every thread of ours. */
    Future<Void> stop() {
        Future<?> undeployed = Future.succeededFuture();
        for (String stage : deployed.reversed()) {
            undeployed = undeployed.eventually(() -> vertx.undeploy(stage));
        }
        return undeployed.eventually(journal::close)
                .onComplete(closed -> calls.close())
                .eventually(vertx::close)
                .mapEmpty();
    }
}
