package io.dockmedic.api;

import io.dockmedic.api.config.Config;
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
import io.dockmedic.api.http.IncidentDiagnosisEndpoint;
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
import io.dockmedic.api.security.Access;
import io.dockmedic.api.stream.Audience;
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
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.image.report.Inbox;
import io.dockmedic.remediation.RemediationVerticle;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.FoundRecords;
import io.dockmedic.remediation.record.LastLinesRecords;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.rules.stage.RulesVerticle;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** All that is answered to who asks: the page, the API, metrics and health. No logic, as in {@link Wiring}. */
final class Doors {
    /** Parts that must have reported before we call ourselves ready. */
    private static final List<String> NEEDED = List.of("engine", "rules", "journal", "remediation");

    /** Parts that must be whole for us to act. */
    private static final List<String> FOR_ACTS = List.of("engine", "journal");

    final HttpStage stage;
    final ReadyEndpoint ready;

    /** What is shown of it. */
    record Inside(Sight sight, RemediationVerticle remediation, RulesVerticle rules, IncidentView incidents, Feed feed,
            Trends trends, Reload reload) {}

    /** @throws IOException when the token cannot be read or made */
    Doors(Config config, Sight.Base base, PrometheusMeterRegistry meters, Inside inside) throws IOException {
        Clock clock = base.clock();
        Timers timers = base.timers();
        Sight sight = inside.sight();
        IncidentView incidents = inside.incidents();
        Feed feed = inside.feed();
        Trends trends = inside.trends();
        Parts parts = sight.shown(() -> meters.getPrometheusRegistry().scrape(), base.health(), config.shownLabels());
        WorkerExecutor scrapes = base.vertx().createSharedWorkerExecutor("dockmedic-scrape", 2);
        IncidentJson json = new IncidentJson(clock::shown);
        RemarkJson remarks = new RemarkJson(clock::shown);
        ActJson acts = new ActJson(clock::shown);
        ToldJson told = new ToldJson(clock::shown);
        DeliveryRecords deliveries = new DeliveryRecords(base.journal());
        Records records = new Records(base.journal());
        Intake intake = new Intake(sight.alertInbox, timers, Admission.signatures(config, clock));
        Access access = Admission.of(config);
        About about = new About(base.host(), clock);
        StandingJson standing = new StandingJson(clock::shown);
        ApprovalJson approvals = new ApprovalJson(clock::shown);
        ready = new ReadyEndpoint(base.health(), NEEDED, FOR_ACTS, meters);
        Audience audience = new Audience(feed, incidents, json,
                () -> inside.remediation().controls().standing().map(standing::of),
                () -> inside.remediation().answers().latest().map(approvals::of),
                ready::said, timers);
        inside.remediation().controls().whenChanged(audience::lookNow);
        inside.remediation().answers().whenChanged(audience::lookNow);
        List<Endpoint> endpoints = List.of(
                new PageEndpoint(),
                new StatusEndpoint(about::json),
                new StreamEndpoint(audience, about::json),
                new OpenApiEndpoint(),
                new MetricsEndpoint(parts, meters, scrapes, timers),
                new HealthyEndpoint(),
                ready,
                new ReloadEndpoint(inside.reload()),
                new IncidentsEndpoint(incidents, json, clock),
                new IncidentEndpoint(incidents, json, id -> inside.remediation()
                        .remarks()
                        .of(id)
                        .compose(said -> records.acts(id)
                                .compose(done -> deliveries.about(id)
                                        .map(sent -> new JsonObject().put("remarks", remarks.of(said))
                                                .put("acts", acts.of(done))
                                                .put("told", told.of(sent)))))),
                new IncidentLogsEndpoint(incidents, new LastLinesRecords(base.journal())::of, clock::shown),
                new IncidentDiagnosisEndpoint(incidents, new FoundRecords(base.journal())::of, clock::shown),
                new RemediesEndpoint(incidents, clock),
                new RemarksEndpoint(incidents, inside.remediation().remarks(), remarks),
                new RulesEndpoint(inside.rules()::rules, incidents, json),
                new ActionsEndpoint(Shipped.catalog().descriptions(), Shipped.catalog()::proofs),
                new ContainersEndpoint(sight.containers::all, config.groups(), trends, clock),
                new GpusEndpoint(sight.gpus::latest, sight.marks::on, trends, clock),
                new GpuReleaseEndpoint(sight.gpus.resetting(), clock::shown),
                new BrakesEndpoint(inside.remediation().controls(), standing),
                new ApprovalsEndpoint(inside.remediation().answers(), approvals),
                new DiagnosisEndpoint(inside.remediation().examinations()::of),
                new AlertsEndpoint(intake),
                new EventsEndpoint(intake),
                new AuditEndpoint(sight.audit::latest),
                new AdviceEndpoint(() -> sight.usage.lastDays(ServiceAdvice::of)),
                new ReportsEndpoint(new Inbox(config.reportsDirectory()), sight.reports::latest, sight.reports::bad,
                        new RecordJson(clock::shown), base.vertx().createSharedWorkerExecutor("dockmedic-reports", 1),
                        timers));
        stage = new HttpStage(config.listen(), config.controlSocket(),
                new Gate(access, config.entrance().certificate(), config.entrance().clients(),
                        Admission.proxy(config), config.entrance().paces(), Gate.THIS_MACHINE, clock, meters),
                endpoints);
    }
}
