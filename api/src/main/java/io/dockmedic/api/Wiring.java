package io.dockmedic.api;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.Reload;
import io.dockmedic.api.reload.Found;
import io.dockmedic.api.reload.RuleFiles;
import io.dockmedic.api.stream.Change;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.JournalPast;
import io.dockmedic.api.view.PublishedJson;
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
import io.dockmedic.collectors.container.shared.NetworkOwners;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.collectors.image.report.ReportStore;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.RemediationVerticle;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.escalate.Heartbeats;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Puts the stages together. No logic: what depends on a condition belongs in a stage. */
final class Wiring {
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
        Sight.Base base = new Sight.Base(vertx, clock, timers, journal, health, meters, limits.host(), kernelLog, root);
        Sight sight = new Sight(config, base);
        calls = sight.calls;
        Trends trends = new Trends();
        Care care = new Care(config, limits, base, sight, rules, trends);
        remediation = care.remediation;
        PublishStage published = new PublishStage(config.kafka().publishing(), limits.host(), new Outbox(journal),
                new PublishedJson(clock::shown), new IncidentReader(journal, Kinds.standard())::each, clock, health,
                meters);
        Feed feed = new Feed(Long.toString(RandomGenerator.getDefault().nextLong() >>> 1, Character.MAX_RADIX));
        IncidentView incidents = new IncidentView(new JournalPast(journal, Kinds.standard()), meters,
                id -> feed.changed(Change.incident(id)), remediation.remarks()::acknowledged);
        remediation.remarks().whenSaid(incidents::remarked);
        RuleFiles ruleFiles = new RuleFiles(ruleDirectory, config.rulesWatch(), RuleFiles.EVERY, found, timers,
                rules::reload);
        reload = () -> ruleFiles.reload()
                .map(problems -> problems.stream().map(RuleProblem::toString).toList());
        Doors doors = new Doors(config, base, meters,
                new Doors.Inside(sight, remediation, rules, incidents, feed, trends, reload));
        http = doors.stage;
        // Subscribers first: a publisher's first message must find all of them.
        stages = Stream.of(
                List.of(incidents, published, remediation, rules, ruleFiles, sight.usage, sight.faults, trends),
                sight.hearing(),
                List.of(http,
                        new Heartbeats(limits.host(), Limits.heartbeats(config), doors.ready::ready,
                                List.of(rules.pulse(), remediation.pulse()), clock, timers, health,
                                meters)),
                sight.looking(),
                List.of(care.backups)).<Deployable>flatMap(List::stream).toList();
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
