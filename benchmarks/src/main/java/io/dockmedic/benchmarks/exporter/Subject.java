package io.dockmedic.benchmarks.exporter;

import io.dockmedic.api.config.Listen;
import io.dockmedic.api.http.HttpStage;
import io.dockmedic.api.http.MetricsEndpoint;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Token;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.sample.ContainerSampler;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.exposition.ContainerLabels;
import io.dockmedic.collectors.exposition.ContainerMetrics;
import io.dockmedic.collectors.exposition.MachineMetrics;
import io.dockmedic.collectors.exposition.Part;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.IncidentIds;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.stage.RulesSetup;
import io.dockmedic.rules.stage.RulesVerticle;
import io.dockmedic.rules.state.RulesTables;
import io.dockmedic.rules.state.recorded.RecordLimits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The program's sampler, rules, scrape and HTTP, without an engine: containers are those of a {@link FakeHost}. Prints
 * its port.
 */
final class Subject {
    /** With which it may be scraped. */
    static final String TOKEN = "benchmark";
    private static final Grant MAY_READ = new Grant("benchmark", Set.of(Scope.READ),
            "0e89820860c342f2c7ec694d144023b10301c2accdd078cb5167a06d0c3d5bcc");

    private static final long START_SECONDS = 30;

    private Subject() {}

    public static void main(String... options) throws Exception {
        Path home = Path.of(options[0]);
        Containers containers = new Containers();
        for (int i = 0; i < Integer.parseInt(options[1]); i++) {
            containers.saw(sighting(i));
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
        Health health = new Health();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SystemClock clock = new SystemClock();
        VertxTimers timers = new VertxTimers(vertx);
        SqliteJournal journal = SqliteJournal.open(home.resolve("journal.db"), List.of(RulesTables.TABLES),
                new Retention(Duration.ofDays(1), 1 << 30), clock, timers, health, meters, vertx);
        RulesVerticle rules = new RulesVerticle(new RulesSetup(List.of(), Shipped.catalog(),
                new EngineParts(Kinds.standard(), clock, IncidentIds.random(RandomGenerator.getDefault()), meters,
                        "host"),
                timers, journal, RecordLimits.DEFAULT, List.of(), List.of(), health));
        ContainerSampler sampler = new ContainerSampler(
                new ContainerSampler.Settings(Duration.ofMillis(Long.parseLong(options[2])), home.resolve("host"),
                        "host",
                        List.of(RulesVerticle.SUBSCRIBER)),
                containers, of -> Future.succeededFuture(new CallResult.Unknown<>("there is no engine")), clock,
                health, meters);
        Parts parts = new Parts(
                List.of(new Part("program", () -> meters.getPrometheusRegistry().scrape()),
                        new Part("machine", new MachineMetrics(home.resolve("host"))),
                        new Part("containers", new ContainerMetrics(sampler::latest, ContainerLabels.DEFAULT))),
                health);
        HttpStage http = new HttpStage(new Listen("0.0.0.0", 0), home.resolve("control.sock"),
                new Access(Token.at(home.resolve("token")), List.of(MAY_READ)), Optional.empty(),
                List.of(new MetricsEndpoint(parts, meters, vertx.createSharedWorkerExecutor("scrape", 2),
                        timers)));
        journal.opened().await(START_SECONDS, TimeUnit.SECONDS);
        vertx.deployVerticle(rules).await(START_SECONDS, TimeUnit.SECONDS);
        vertx.deployVerticle(sampler).await(START_SECONDS, TimeUnit.SECONDS);
        vertx.deployVerticle(http).await(START_SECONDS, TimeUnit.SECONDS);
        System.out.println(http.port());
        Thread.currentThread().join();
    }

    private static Sighting sighting(int i) {
        String name = "shop-service-" + i + "-1";
        Map<String, String> labels = Map.of("com.docker.compose.project", "shop", "com.docker.compose.service",
                "service-" + i);
        Instant started = Instant.now().minusSeconds(3600);
        ContainerState state = new ContainerState(FakeHost.id(i), name, "registry.example/shop:1", "sha256:1", labels,
                "running", true, false, false, FakeHost.pid(i), 0, false, "", started, started, null, 0, null,
                new RestartPolicy("always", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false,
                List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
        return new Sighting(new Container(FakeHost.id(i), name, "registry.example/shop:1", labels,
                new Service("shop", "service-" + i, "1"), false), state);
    }
}
