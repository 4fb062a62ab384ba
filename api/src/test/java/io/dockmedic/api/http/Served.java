package io.dockmedic.api.http;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.schema.Made;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Pace;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Subnet;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.security.TrustedProxy;
import io.dockmedic.api.stream.Audience;
import io.dockmedic.api.stream.Change;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.ActJson;
import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.api.view.RemarkJson;
import io.dockmedic.api.view.StandingJson;
import io.dockmedic.api.view.ToldJson;
import io.dockmedic.collectors.advice.limit.ServiceAdvice;
import io.dockmedic.collectors.advice.usage.UsageStore;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.alert.kafka.RefusedStore;
import io.dockmedic.collectors.audit.sweep.Audited;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.base.signature.SigningSecret;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.watch.WatchStore;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.collectors.gpu.watch.Releasable;
import io.dockmedic.collectors.gpu.watch.Release;
import io.dockmedic.collectors.image.report.Assessed;
import io.dockmedic.collectors.image.report.Inbox;
import io.dockmedic.collectors.image.report.ReportStore;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.publish.kafka.Outbox;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.state.RulesTables;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.dockmedic.remediation.record.Found;
import io.dockmedic.remediation.record.LastLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Every endpoint there is, served where others reach it; no engine is watched and nothing is done, but what people say and set is written
 * down as in the program. Of each thing there are two, of which all is known that can be, and as little as can be; the incident of
 * the first is {@code 01J}, and so are a question and a silence.
 */
final class Served {
    private static final String RULES = """
            groups:
              - name: g
                rules:
                  - {alert: Text, on: container.died, resolve: {on: container.started}}
                  - {alert: Other, on: container.died, resolve: {on: container.started}}
            """;

    /** What they do with a driver, the collector's own tests show. */
    static final Releasable NOT_STARTED = new Releasable() {
        @Override
        public Future<Released> letGo(Duration length, String by, String reason) {
            return Future.failedFuture("not started");
        }

        @Override
        public Future<Optional<Release>> takeBack(String by) {
            return Future.failedFuture("not started");
        }

        @Override
        public Optional<Released> released() {
            return Optional.empty();
        }
    };

    /** What is signed with it is let in without a token. */
    static final SigningSecret SECRET = SigningSecret.parse("whsec_" + "c2VjcmV0".repeat(4)).orElseThrow();
    /** What a reverse proxy on this machine shows. */
    private static final Found FOUND = new Found(Instant.parse("2026-11-01T10:00:00Z"), "web", new JsonObject("""
            {"service": "web", "conclusions": ["It does not run."], "lastGood": null, "changes": [], "firstError": "",
             "log": ["FATAL"], "imageThere": true, "portHolders": [], "gpuLacks": [], "missing": []}
            """));

    static final String PROXY_SECRET = "a-secret-of-24-characters";

    /** Counted, and nobody is ever too fast. */
    private static final Pace FAST = new Pace(1_000_000, 1_000_000);

    final Vertx vertx = Vertx.vertx();
    final List<Endpoint> endpoints;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SqliteJournal journal;
    private final HttpStage stage;
    private final Healing healing;

    /** With a token for each scope, which is its word, and one for everything, which is {@code named}. */
    Served(Path folder) throws Exception {
        VertxTimers timers = new VertxTimers(vertx);
        Health health = new Health();
        SystemClock clock = new SystemClock();
        journal = SqliteJournal.open(folder.resolve("journal.db"), List.of(WatchStore.TABLES, AlertStore.TABLES,
                RefusedStore.TABLES, ReportStore.TABLES, UsageStore.TABLES, RulesTables.TABLES,
                RemediationTables.keeping(Policy.DEFAULT.lookBack()), Outbox.TABLES), Retention.DEFAULT, clock,
                timers, health, meters, vertx);
        health.say("engine", Health.Status.UP, "");
        healing = new Healing(vertx, folder, journal, clock, timers, health, meters);
        healing.anew();
        Feed feed = new Feed("run");
        IncidentView incidents = new IncidentView(() -> Future.succeededFuture(List.of()), meters,
                id -> feed.changed(Change.incident(id)), healing.remarks::acknowledged);
        healing.remarks.whenSaid(incidents::remarked);
        IncidentJson json = new IncidentJson(at -> at);
        Intake intake = new Intake(new AlertInbox(new AlertStore(journal), clock, meters), timers,
                Optional.of(new Signatures(List.of(SECRET), clock)));
        ReadyEndpoint ready = new ReadyEndpoint(health, List.of("engine"), List.of("engine"), meters);
        List<Grant> grants = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(scope.word().getBytes(StandardCharsets.UTF_8));
            grants.add(new Grant(scope.word(), Set.of(scope), HexFormat.of().formatHex(hash)));
        }
        byte[] named = MessageDigest.getInstance("SHA-256").digest("named".getBytes(StandardCharsets.UTF_8));
        grants.add(new Grant("named", Set.of(Scope.ADMIN), HexFormat.of().formatHex(named)));
        Access access = new Access(Token.at(folder.resolve("token")), grants);
        Trends trends = new Trends();
        List<Rule> rules = ((Loaded.Sound) new RuleLoader(Kinds.standard(), Shipped.catalog())
                .load(List.of(new RuleFile("text.yml", RULES)))).set().rules();
        RemarkJson remarks = new RemarkJson(at -> at);
        JsonObject beside = new JsonObject().put("remarks", remarks.of(both(Remark.class)))
                .put("acts", new ActJson(at -> at).of(both(Act.class)))
                .put("told", new ToldJson(at -> at).of(both(DeliveryRecords.Told.class)));
        StandingJson standing = new StandingJson(at -> at);
        ApprovalJson approvals = new ApprovalJson(at -> at);
        Audience audience = new Audience(feed, incidents, json, () -> healing.controls.standing().map(standing::of),
                () -> healing.answers.latest().map(approvals::of), ready::said, timers);
        healing.controls.whenChanged(audience::lookNow);
        healing.answers.whenChanged(audience::lookNow);
        endpoints = List.of(
                new PageEndpoint(),
                new StatusEndpoint(() -> new JsonObject().put("version", "1.0")
                        .put("host", "h1")
                        .put("now", "2026-11-01T10:00:00Z")),
                new StreamEndpoint(audience, JsonObject::new),
                new RulesEndpoint(() -> rules, incidents, json),
                new ActionsEndpoint(Shipped.catalog().descriptions(), Shipped.catalog()::proofs),
                new ContainersEndpoint(() -> both(Sighting.class), Groups.NONE, trends, clock),
                new GpusEndpoint(() -> new GpuSamples(both(DriverSample.class), both(GpuSample.class)),
                        gpu -> gpu.index() == 0 ? Optional.empty() : Optional.of(Made.FULL.of(GpuMark.class)),
                        trends, clock),
                new GpuReleaseEndpoint(healing, at -> at),
                new OpenApiEndpoint(),
                new MetricsEndpoint(new Parts(List.of(), health), meters,
                        vertx.createSharedWorkerExecutor("scrape", 2), timers),
                new HealthyEndpoint(),
                ready,
                new ReloadEndpoint(() -> Future.succeededFuture(List.of())),
                new IncidentsEndpoint(incidents, json, clock),
                new IncidentEndpoint(incidents, json, id -> Future.succeededFuture(beside)),
                new IncidentLogsEndpoint(incidents, id -> Future.succeededFuture(both(LastLines.class)), at -> at),
                new IncidentDiagnosisEndpoint(incidents, id -> Future.succeededFuture(
                        id.equals("01J") ? Optional.of(FOUND) : Optional.empty()), at -> at),
                new RemediesEndpoint(incidents, clock),
                new RemarksEndpoint(incidents, healing.remarks, remarks),
                new BrakesEndpoint(healing.controls, standing),
                new ApprovalsEndpoint(healing.answers, approvals),
                new DiagnosisEndpoint(name -> Future.succeededFuture(Optional.empty())),
                new AuditEndpoint(() -> both(Audited.class)),
                new AdviceEndpoint(() -> Future.succeededFuture(both(ServiceAdvice.class))),
                new ReportsEndpoint(new Inbox(folder.resolve("reports")), () -> both(Assessed.class),
                        () -> new TreeMap<>(Map.of(Path.of("bad.json"), "it is none")),
                        new RecordJson(at -> at), vertx.createSharedWorkerExecutor("reports", 1), timers),
                new AlertsEndpoint(intake),
                new EventsEndpoint(intake));
        TrustedProxy proxy = new TrustedProxy(List.of(Subnet.parse("127.0.0.1").orElseThrow()), "X-Forwarded-User",
                Optional.of("X-Groups"), Set.of(Scope.READ), List.of(new Known("ops", Set.of(Scope.OPERATE))),
                Optional.of(PROXY_SECRET));
        stage = new HttpStage(new Listen("0.0.0.0", 0), folder.resolve("control.sock"), new Gate(access,
                Optional.empty(), Optional.empty(), Optional.of(proxy), new Paces(FAST, FAST, FAST, FAST),
                address -> false, clock, meters), endpoints);
        vertx.deployVerticle(incidents).await(60, TimeUnit.SECONDS);
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        vertx.deployVerticle(trends).await(60, TimeUnit.SECONDS);
        for (Made made : Made.values()) {
            Publisher<Event> readings = new Publisher<>(vertx, Events.SAMPLES, List.of(Trends.SUBSCRIBER), meters);
            readings.publish(made.of(ContainerReading.Sampled.class)).await(60, TimeUnit.SECONDS);
            readings.publish(made.of(GpuEvent.Sampled.class)).await(60, TimeUnit.SECONDS);
            Incident incident = made.of(Incident.class);
            new Publisher<>(vertx, Incidents.TOPIC, List.of(IncidentView.SUBSCRIBER), meters)
                    .publish(new IncidentChange(What.FIRED, called(incident, made == Made.FULL ? "01J" : "01I"),
                            RemedyPlan.NONE))
                    .await(60, TimeUnit.SECONDS);
            RemedyChange as = made.of(RemedyChange.class);
            new Publisher<>(vertx, Remedies.TOPIC, List.of(IncidentView.SUBSCRIBER), meters)
                    .publish(new RemedyChange(as.at(), "01J", as.rule(), as.service(), as.state(), as.detail(),
                            as.attempts(), as.healed(), as.escalated()))
                    .await(60, TimeUnit.SECONDS);
        }
    }

    private static Incident called(Incident as, String id) {
        return new Incident(id, "Text", as.key(), as.state(), as.activeAt(), as.firedAt(), as.resolvedAt(),
                as.resolvedBy(), as.labels(), as.annotations(), as.evidence(), as.count(), as.readings(),
                as.inhibitedBy());
    }

    private static <R extends Record> List<R> both(Class<R> type) {
        return Stream.of(Made.values()).map(made -> made.of(type)).toList();
    }

    int port() {
        return stage.port();
    }

    /** The question and the silence are there, and nothing else that people set. */
    void anew() throws Exception {
        healing.anew();
    }

    /** An act has let go of the GPUs while that is done. */
    void whileAnActHasGpus(Runnable what) {
        healing.actReleases("1");
        what.run();
        healing.actEnds();
    }

    /** Somebody is asked one more thing. */
    void ask(String id) throws Exception {
        healing.ask(id);
    }

    void close() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
        journal.close().await(60, TimeUnit.SECONDS);
    }
}
