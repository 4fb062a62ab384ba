package io.dockmedic.api.page;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Entrance.Clients;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.http.AuditEndpoint;
import io.dockmedic.api.http.ContainersEndpoint;
import io.dockmedic.api.http.Endpoint;
import io.dockmedic.api.http.Gate;
import io.dockmedic.api.http.GpusEndpoint;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.IncidentEndpoint;
import io.dockmedic.api.http.IncidentsEndpoint;
import io.dockmedic.api.http.PageEndpoint;
import io.dockmedic.api.http.ReadyEndpoint;
import io.dockmedic.api.http.RulesEndpoint;
import io.dockmedic.api.http.StatusEndpoint;
import io.dockmedic.api.http.StreamEndpoint;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.stream.Audience;
import io.dockmedic.api.stream.Change;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.collectors.audit.sweep.Audited;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.rule.Rule;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The page with all that it asks, in front of incidents that the test makes. Tokens are the words of their scopes. */
final class Served implements AutoCloseable {
    /** What was sent to hold acts up. */
    final List<String> sent = new CopyOnWriteArrayList<>();
    final Health health = new Health();
    /** What the page shows of rules. */
    final List<Rule> rules = new CopyOnWriteArrayList<>();
    /** What people are asked. */
    final Asking asking = new Asking();
    /** What is wrong with how containers are set up. */
    final List<Audited> audited = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final HttpStage stage;
    private final Publisher<IncidentChange> incidents;
    private final Publisher<RemedyChange> remedies;
    private final Publisher<Event> readings;
    private final Trends trends = new Trends();
    private final Audience audience;
    private final JsonObject brakes = new JsonObject().put("switches", new JsonArray())
            .put("pauseFile", null)
            .put("dryRun", false)
            .put("storms", new JsonArray())
            .put("maintenance", new JsonArray())
            .put("upcoming", new JsonArray().add(new JsonObject().put("name", "backup")
                    .put("services", new JsonArray().add("shop/*"))
                    .put("from", new SystemClock().now().plusSeconds(7_260).toString())
                    .put("to", new SystemClock().now().plusSeconds(9_000).toString())));

    /** Holds nothing up, but remembers that it was told to. */
    private final class Holding implements Endpoint {
        @Override
        public void mount(Router router, Handler<RoutingContext> mayChange) {
            router.get("/api/v1/brakes").handler(context -> answer(context, brakes));
            router.post("/api/v1/pause").handler(mayChange).handler(context -> {
                sent.add(context.body().asString());
                brakes.getJsonArray("switches")
                        .add(context.body()
                                .asJsonObject()
                                .put("id", "p1")
                                .put("kind", "pause")
                                .put("since", new SystemClock().now().toString()));
                answer(context, new JsonObject());
            });
        }

        private void answer(RoutingContext context, JsonObject data) {
            context.response().end(new JsonObject().put("status", "success").put("data", data).encode());
        }
    }

    /**
     * Serves it.
     *
     * @param host where; tokens are wanted for all that is not loopback
     * @param port 0 for any
     */
    Served(Path folder, String host, int port, List<IncidentEntry> before) throws Exception {
        this(folder, host, port, before, List.of(), GpuSamples.NONE, Optional.empty(), Optional.empty());
    }

    Served(Path folder, String host, int port, List<IncidentEntry> before, List<Sighting> containers, GpuSamples gpus)
            throws Exception {
        this(folder, host, port, before, containers, gpus, Optional.empty(), Optional.empty());
    }

    Served(Path folder, String host, int port, List<IncidentEntry> before, List<Sighting> containers, GpuSamples gpus,
            Optional<Certificate> certificate, Optional<Clients> clients) throws Exception {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Feed feed = new Feed(Long.toString(System.identityHashCode(this), Character.MAX_RADIX));
        IncidentView view = new IncidentView(() -> Future.succeededFuture(before), meters,
                id -> feed.changed(Change.incident(id)), asking::acknowledged);
        IncidentJson json = new IncidentJson(at -> at);
        health.say("engine", Health.Status.UP, "");
        health.say("containers", Health.Status.UP, "");
        ReadyEndpoint ready = new ReadyEndpoint(health, List.of("engine"), List.of("engine"), meters);
        audience = new Audience(feed, view, json, () -> Future.succeededFuture(brakes.copy()),
                () -> Future.succeededFuture(asking.now()), ready::said,
                new VertxTimers(vertx));
        List<Grant> grants = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(scope.word().getBytes(StandardCharsets.UTF_8));
            grants.add(new Grant(scope.word(), Set.of(scope), HexFormat.of().formatHex(hash)));
        }
        Access access = new Access(Token.at(folder.resolve("token")), grants);
        stage = new HttpStage(new Listen(host, port), folder.resolve("control.sock"), new Gate(access, certificate,
                clients, Optional.empty(), Paces.ANY, Gate.THIS_MACHINE, new SystemClock(), meters),
                List.of(
                        new PageEndpoint(),
                        new StatusEndpoint(Served::about),
                        new StreamEndpoint(audience, Served::about),
                        new RulesEndpoint(() -> rules, view, json),
                        new ContainersEndpoint(() -> containers, Groups.NONE, trends, new SystemClock()),
                        new AuditEndpoint(() -> audited),
                        new GpusEndpoint(() -> gpus, gpu -> Optional.empty(), trends, new SystemClock()),
                        new IncidentsEndpoint(view, json, new SystemClock()),
                        new IncidentEndpoint(view, json,
                                id -> asking.said(id).map(said -> new JsonObject().put("remarks", said))),
                        asking.remarks(view),
                        ready,
                        new Holding(),
                        asking));
        vertx.deployVerticle(trends).await(60, TimeUnit.SECONDS);
        vertx.deployVerticle(view).await(60, TimeUnit.SECONDS);
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        incidents = new Publisher<>(vertx, Incidents.TOPIC, List.of(IncidentView.SUBSCRIBER), meters);
        readings = new Publisher<>(vertx, Events.SAMPLES, List.of(Trends.SUBSCRIBER), meters);
        remedies = new Publisher<>(vertx, Remedies.TOPIC, List.of(IncidentView.SUBSCRIBER), meters);
    }

    /** Somebody is asked. */
    void ask(Question question) {
        asking.all.add(question);
        audience.lookNow();
    }

    private static JsonObject about() {
        return new JsonObject().put("version", "1.0")
                .put("host", "atlas")
                .put("now", new SystemClock().now().toString());
    }

    int port() {
        return stage.port();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** The incident is so from now on. */
    void say(IncidentEntry entry) throws Exception {
        incidents.publish(new IncidentChange(What.FIRED, entry.incident(), RemedyPlan.NONE))
                .await(60, TimeUnit.SECONDS);
        if (entry.remedy() instanceof RemedyChange remedy) {
            remedies.publish(new RemedyChange(remedy.at(), entry.incident().id(), entry.incident().rule(),
                    entry.incident().key(), remedy.state(), remedy.detail(), remedy.attempts(), remedy.healed(),
                    remedy.escalated())).await(60, TimeUnit.SECONDS);
        }
    }

    /** These were read. */
    void read(List<Event> all) throws Exception {
        readings.publish(all).await(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            vertx.close().await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
