package io.dockmedic.api;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.http.ActionsEndpoint;
import io.dockmedic.api.http.AdviceEndpoint;
import io.dockmedic.api.http.AlertsEndpoint;
import io.dockmedic.api.http.ApprovalsEndpoint;
import io.dockmedic.api.http.AuditEndpoint;
import io.dockmedic.api.http.BrakesEndpoint;
import io.dockmedic.api.http.ContainersEndpoint;
import io.dockmedic.api.http.DiagnosisEndpoint;
import io.dockmedic.api.http.Endpoint;
import io.dockmedic.api.http.EventsEndpoint;
import io.dockmedic.api.http.Gate;
import io.dockmedic.api.http.GpuReleaseEndpoint;
import io.dockmedic.api.http.GpusEndpoint;
import io.dockmedic.api.http.HealthyEndpoint;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.IncidentEndpoint;
import io.dockmedic.api.http.IncidentLogsEndpoint;
import io.dockmedic.api.http.IncidentsEndpoint;
import io.dockmedic.api.http.Intake;
import io.dockmedic.api.http.MetricsEndpoint;
import io.dockmedic.api.http.OpenApiEndpoint;
import io.dockmedic.api.http.PageEndpoint;
import io.dockmedic.api.http.ReadyEndpoint;
import io.dockmedic.api.http.Reload;
import io.dockmedic.api.http.ReloadEndpoint;
import io.dockmedic.api.http.RemarksEndpoint;
import io.dockmedic.api.http.RemediesEndpoint;
import io.dockmedic.api.http.ReportsEndpoint;
import io.dockmedic.api.http.RulesEndpoint;
import io.dockmedic.api.http.StatusEndpoint;
import io.dockmedic.api.http.StreamEndpoint;
import io.dockmedic.api.reload.Found;
import io.dockmedic.api.reload.RuleFiles;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.stream.Audience;
import io.dockmedic.api.stream.Change;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.ActJson;
import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.JournalPast;
import io.dockmedic.api.view.PublishedJson;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.api.view.RemarkJson;
import io.dockmedic.api.view.StandingJson;
import io.dockmedic.api.view.ToldJson;
import io.dockmedic.collectors.backup.BackupCollector;
import io.dockmedic.collectors.advice.limit.ServiceAdvice;
import io.dockmedic.collectors.advice.usage.UsageStore;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.alert.kafka.RefusedStore;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.base.self.OwnContainer;
import io.dockmedic.collectors.container.shared.NetworkOwners;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.dockmedic.collectors.host.disk.Room;
import io.dockmedic.collectors.host.files.HostFiles;
import io.dockmedic.collectors.host.mount.Grounds;
import io.dockmedic.collectors.host.memory.AvailableMemory;
import io.dockmedic.collectors.host.view.HostStates;
import io.dockmedic.collectors.host.port.Listeners;
import io.dockmedic.collectors.image.report.Inbox;
import io.dockmedic.collectors.image.report.ReportStore;
import io.dockmedic.remediation.Gpus;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.RemediationSetup;
import io.dockmedic.remediation.Closely;
import io.dockmedic.remediation.Disk;
import io.dockmedic.remediation.RemediationVerticle;
import io.dockmedic.remediation.action.backup.BackupWatch;
import io.dockmedic.remediation.action.limits.MemoryReadings;
import io.dockmedic.remediation.action.mark.Marking;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.diagnose.GpuSight;
import io.dockmedic.remediation.escalate.Heartbeats;
import io.dockmedic.remediation.publish.kafka.Outbox;
import io.dockmedic.remediation.publish.kafka.PublishStage;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.LastLinesRecords;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.verify.probe.Vantage;
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
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Puts the stages together. No logic: what depends on a condition belongs in a stage. */
final class Wiring {
    /** Parts that must have reported before we call ourselves ready. */
    private static final List<String> NEEDED = List.of("engine", "rules", "journal", "remediation");

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
    private final RemediationVerticle remediation;
    private final HttpStage http;
    private final Reload reload;
    private final List<Deployable> stages;
    private final List<String> deployed = new CopyOnWriteArrayList<>();

    /** @throws IOException when the token cannot be read or made */
    Wiring(Config config) throws IOException {
        this(config, Path.of("/dev/kmsg"), Path.of("/"));
    }

    /**
     * @param kernelLog where the kernel's log is read
     * @param root      of the machine's files, as far as they tell of GPUs
     */
    Wiring(Config config, Path kernelLog, Path root) throws IOException {
        Build.register(meters);
        Clock clock = SystemClock.continuing(config.dataDirectory().resolve("clock"));
        Timers timers = new VertxTimers(vertx);
        RemediationSettings limits = Limits.of(config);
        journal = SqliteJournal.open(
                config.journal(),
                List.of(WatchStore.TABLES, AlertStore.TABLES, RefusedStore.TABLES, ReportStore.TABLES,
                        UsageStore.TABLES, NetworkOwners.TABLES, RulesTables.keeping(config.record().age()),
                        RemediationTables.keeping(limits.policy().lookBack()), Outbox.TABLES),
                new Retention(config.retention().age(), config.retention().bytes()),
                clock, timers, health, meters, vertx);
        // First, for it takes longest.
        RuleDirectory ruleDirectory = new RuleDirectory(config.rulesDirectory());
        Found found = Found.in(ruleDirectory);
        RulesVerticle rules = new RulesVerticle(new RulesSetup(
                found.files(), Shipped.catalog(),
                new EngineParts(Kinds.standard(), clock, IncidentIds.random(RandomGenerator.getDefault()), meters,
                        limits.host()),
                timers, journal, config.record(),
                ToldOf.of(config, RemediationVerticle.SUBSCRIBER, IncidentView.SUBSCRIBER),
                List.of(Looks.SUBSCRIBER), health));
        Sight sight = new Sight(config,
                new Sight.Base(vertx, clock, timers, journal, health, meters, limits.host(), kernelLog, root));
        calls = sight.calls;
        Trends trends = new Trends();
        Parts parts = sight.shown(() -> meters.getPrometheusRegistry().scrape(), health, config.shownLabels());
        AvailableMemory memory = new AvailableMemory(sight.engineHost, Path.of("/proc"), vertx);
        HostStates host = new HostStates(vertx, calls, sight.engineHost::afar, Path.of("/"), Build.version(),
                memory::bytes,
                sight::engineDiskFree);
        Grounds grounds = new Grounds(vertx, Path.of("/proc/1/mountinfo"), sight.engineHost::afar);
        remediation = new RemediationVerticle(new RemediationSetup(
                limits, calls, journal, clock, timers, health, meters, sight.engine::observing,
                sight.containers::all,
                new Closely(calls, calls.remaking(), calls.networks(), calls.execs(), calls.oneShots(), calls.copies(),
                        new HostFiles(vertx)::missing,
                        calls, calls, new Vantage(OwnContainer.id(), sight.engineHost::afar),
                        grounds::of, listeners(vertx), host::now,
                        CloseLooks.of(vertx, timers, sight, grounds, host, trends, clock)),
                new Disk(calls.pruning(), new Room(vertx, timers, new NativeStatfs())::on,
                        sight.spaces::latest, sight::engineDisk),
                new MemoryReadings(sight::memoryOf,
                        memory::bytes),
                new Marking(sight.marks, sight.gpus::latest),
                sight.gpus.power(),
                new Gpus(sight.gpus.resetting(), config.gpus().smi(),
                        new GpuSight(sight.gpus::latest, sight.gpus::faultsOf, sight.gpuAccess::said)),
                ToldOf.of(config, IncidentView.SUBSCRIBER)));
        BackupCollector backups = new BackupCollector(
                BackupCollector.Settings.of(limits.backups(), List.of(RulesVerticle.SUBSCRIBER)),
                new BackupWatch(limits.backups(), limits.host(), rules::rules, sight.containers::all, clock)::look,
                health, meters);
        PublishStage published = new PublishStage(config.kafka().publishing(), limits.host(), new Outbox(journal),
                new PublishedJson(clock::shown), new IncidentReader(journal, Kinds.standard())::find, clock, health,
                meters);
        Feed feed = new Feed(Long.toString(RandomGenerator.getDefault().nextLong() >>> 1, Character.MAX_RADIX));
        IncidentView incidents = new IncidentView(new JournalPast(journal, Kinds.standard()), meters,
                id -> feed.changed(Change.incident(id)), remediation.remarks()::acknowledged);
        remediation.remarks().whenSaid(incidents::remarked);
        WorkerExecutor scrapes = vertx.createSharedWorkerExecutor("dockmedic-scrape", 2);
        RuleFiles ruleFiles = new RuleFiles(ruleDirectory, config.rulesWatch(), RuleFiles.EVERY, found, timers,
                rules::reload);
        reload = () -> ruleFiles.reload()
                .map(problems -> problems.stream().map(RuleProblem::toString).toList());
        IncidentJson json = new IncidentJson(clock::shown);
        RemarkJson remarks = new RemarkJson(clock::shown);
        ActJson acts = new ActJson(clock::shown);
        ToldJson told = new ToldJson(clock::shown);
        DeliveryRecords deliveries = new DeliveryRecords(journal);
        Records records = new Records(journal);
        Intake intake = new Intake(sight.alertInbox, timers, Admission.signatures(config, clock));
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
                new StatusEndpoint(about::json),
                new StreamEndpoint(audience, about::json),
                new OpenApiEndpoint(),
                new MetricsEndpoint(parts, meters, scrapes, timers),
                new HealthyEndpoint(),
                ready,
                new ReloadEndpoint(reload),
                new IncidentsEndpoint(incidents, json, clock),
                new IncidentEndpoint(incidents, json, id -> remediation.remarks()
                        .of(id)
                        .compose(said -> records.acts(id)
                                .compose(done -> deliveries.about(id)
                                        .map(sent -> new JsonObject().put("remarks", remarks.of(said))
                                                .put("acts", acts.of(done))
                                                .put("told", told.of(sent)))))),
                new IncidentLogsEndpoint(incidents, new LastLinesRecords(journal)::of, clock::shown),
                new RemediesEndpoint(incidents, clock),
                new RemarksEndpoint(incidents, remediation.remarks(), remarks),
                new RulesEndpoint(rules::rules, incidents, json),
                new ActionsEndpoint(Shipped.catalog().descriptions(), Shipped.catalog()::proofs),
                new ContainersEndpoint(sight.containers::all, trends, clock),
                new GpusEndpoint(sight.gpus::latest, sight.marks::on, trends, clock),
                new GpuReleaseEndpoint(sight.gpus.resetting(), clock::shown),
                new BrakesEndpoint(remediation.controls(), standing),
                new ApprovalsEndpoint(remediation.answers(), approvals),
                new DiagnosisEndpoint(remediation.examinations()::of),
                new AlertsEndpoint(intake),
                new EventsEndpoint(intake),
                new AuditEndpoint(sight.audit::latest),
                new AdviceEndpoint(() -> sight.usage.lastDays(ServiceAdvice::of)),
                new ReportsEndpoint(new Inbox(config.reportsDirectory()), sight.reports::latest, sight.reports::bad,
                        new RecordJson(clock::shown), vertx.createSharedWorkerExecutor("dockmedic-reports", 1),
                        timers));
        http = new HttpStage(config.listen(), config.controlSocket(),
                new Gate(access, config.entrance().certificate(), config.entrance().clients(),
                        Admission.proxy(config), config.entrance().paces(), Gate.THIS_MACHINE, clock, meters),
                endpoints);
        // Subscribers first: a publisher's first message must find all of them.
        stages = Stream.of(
                List.of(incidents, published, remediation, rules, ruleFiles, sight.usage, sight.faults, trends),
                sight.hearing(),
                List.of(http,
                        new Heartbeats(limits.host(), Limits.heartbeats(config), ready::ready,
                                List.of(rules.pulse(), remediation.pulse()), clock, timers, health,
                                meters)),
                sight.looking(),
                List.of(backups)).<Deployable>flatMap(List::stream).toList();
    }

    private static IntFunction<Future<Optional<String>>> listeners(Vertx vertx) {
        Listeners listeners = new Listeners(Path.of("/proc"));
        return port -> vertx.executeBlocking(() -> listeners.at(port), false);
    }

    /** Reads the rule files again. */
    Reload reload() {
        return reload;
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
        Future<?> undeployed = remediation.letGo();
        for (String stage : deployed.reversed()) {
            undeployed = undeployed.eventually(() -> vertx.undeploy(stage));
        }
        return undeployed.eventually(journal::close)
                .onComplete(closed -> calls.close())
                .eventually(vertx::close)
                .mapEmpty();
    }
}
