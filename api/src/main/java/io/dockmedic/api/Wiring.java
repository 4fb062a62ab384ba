package io.dockmedic.api;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.http.Endpoint;
import io.dockmedic.api.http.HealthyEndpoint;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.IncidentEndpoint;
import io.dockmedic.api.http.IncidentsEndpoint;
import io.dockmedic.api.http.LandingEndpoint;
import io.dockmedic.api.http.MetricsEndpoint;
import io.dockmedic.api.http.ReadyEndpoint;
import io.dockmedic.api.http.Reload;
import io.dockmedic.api.http.ReloadEndpoint;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.collectors.base.health.Health;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.List;

/** Puts the stages together. No logic: what depends on a condition belongs in a stage. */
final class Wiring {
    /** Parts that must have reported before we call ourselves ready. */
    private static final List<String> NEEDED = List.of("engine", "rules", "journal");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private final List<Deployable> stages;

    /** @throws IOException when the token cannot be read or made */
    Wiring(Config config) throws IOException {
        IncidentView incidents = new IncidentView();
        WorkerExecutor scrapes = vertx.createSharedWorkerExecutor("dockmedic-scrape", 1);
        Reload reload = () -> Future.succeededFuture(List.of());
        List<Endpoint> endpoints = List.of(
                new LandingEndpoint(),
                new MetricsEndpoint(meters, scrapes),
                new HealthyEndpoint(),
                new ReadyEndpoint(health, NEEDED),
                new ReloadEndpoint(reload),
                new IncidentsEndpoint(incidents),
                new IncidentEndpoint(incidents));
        // Subscribers first: a publisher's first message must find all of them.
        stages = List.of(
                incidents,
                new HttpStage(config.listen(), config.controlSocket(), Token.at(config.tokenFile()), endpoints));
    }

    /** Completes when every stage has started, in order; fails with the first that did not. */
    Future<Void> start() {
        Future<?> started = Future.succeededFuture();
        for (Deployable stage : stages) {
            started = started.compose(done -> vertx.deployVerticle(stage));
        }
        return started.mapEmpty();
    }

    /** Stops every stage, and with them every thread of ours. */
    Future<Void> stop() {
        return vertx.close();
    }
}
