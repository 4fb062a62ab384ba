package io.dockmedic.api.http;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.stream.Audience;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.api.view.RemarkJson;
import io.dockmedic.api.view.StandingJson;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.collectors.gpu.watch.Releasable;
import io.dockmedic.collectors.gpu.watch.Release;
import io.dockmedic.collectors.image.report.Inbox;
import io.dockmedic.remediation.brake.Controls;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.record.RemarkRecords;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Every endpoint there is, served where others reach it, to nobody's healing: no engine is watched. */
final class Served {
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

    final Vertx vertx = Vertx.vertx();
    final List<Endpoint> endpoints;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SqliteJournal journal;
    private final HttpStage stage;

    /** With a token for each scope, which is its word, and one for everything, which is {@code named}. */
    Served(Path folder) throws Exception {
        VertxTimers timers = new VertxTimers(vertx);
        Health health = new Health();
        SystemClock clock = new SystemClock();
        journal = SqliteJournal.open(folder.resolve("journal.db"), List.of(AlertStore.TABLES), Retention.DEFAULT, clock,
                timers, health, meters, vertx);
        IncidentView incidents = new IncidentView(() -> Future.succeededFuture(List.of()), meters);
        IncidentJson json = new IncidentJson(at -> at);
        Intake intake = new Intake(new AlertInbox(new AlertStore(journal), clock, meters), timers, Optional.empty());
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
        endpoints = List.of(
                new PageEndpoint(),
                new StatusEndpoint(JsonObject::new),
                new StreamEndpoint(new Audience(new Feed("run"), incidents, json,
                        () -> Future.failedFuture("none"), () -> Future.failedFuture("none"), ready::said, timers),
                        JsonObject::new),
                new RulesEndpoint(List::of, incidents, json),
                new ContainersEndpoint(List::of, trends, clock),
                new GpusEndpoint(() -> GpuSamples.NONE, trends, clock),
                new GpuReleaseEndpoint(NOT_STARTED, at -> at),
                new OpenApiEndpoint(),
                new MetricsEndpoint(new Parts(List.of(), health), meters,
                        vertx.createSharedWorkerExecutor("scrape", 2), timers),
                new HealthyEndpoint(),
                ready,
                new ReloadEndpoint(() -> Future.succeededFuture(List.of())),
                new IncidentsEndpoint(incidents, json, clock),
                new IncidentEndpoint(incidents, json, id -> Future.succeededFuture(new JsonObject())),
                new RemediesEndpoint(incidents, clock),
                new RemarksEndpoint(incidents, new Remarks(new RemarkRecords(journal), new Redactor(), clock),
                        new RemarkJson(at -> at)),
                new BrakesEndpoint(new Controls(), new StandingJson(at -> at)),
                new ApprovalsEndpoint(new Answers(), new ApprovalJson(at -> at)),
                new DiagnosisEndpoint(name -> Future.succeededFuture(Optional.empty())),
                new AuditEndpoint(List::of),
                new AdviceEndpoint(() -> Future.succeededFuture(List.of())),
                new ReportsEndpoint(new Inbox(folder.resolve("reports")), List::of, TreeMap::new,
                        new RecordJson(at -> at), vertx.createSharedWorkerExecutor("reports", 1), timers),
                new AlertsEndpoint(intake),
                new EventsEndpoint(intake));
        stage = new HttpStage(new Listen("0.0.0.0", 0), folder.resolve("control.sock"),
                access, Optional.empty(), endpoints);
        vertx.deployVerticle(incidents).await(20, TimeUnit.SECONDS);
        vertx.deployVerticle(stage).await(20, TimeUnit.SECONDS);
    }

    int port() {
        return stage.port();
    }

    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
        journal.close().await(20, TimeUnit.SECONDS);
    }
}
