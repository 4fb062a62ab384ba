package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.api.http.MetricsEndpoint;
import io.dockmedic.collectors.base.health.Health;
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
import io.dockmedic.collectors.exposition.Part;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.testkit.Prometheus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panels of what only control groups v2 have, on a real Prometheus, with the files of such a host as they move on. */
class PressurePanelsTest {
    private static final Path RECORDED = Path.of("../collectors/src/test/resources/cgroup2");
    private static final Path DASHBOARD = Path.of("../deploy/grafana/dockmedic-containers.json");
    private static final String ID = "9972bcefe81b7de48659a0d9a920a8c6678ff21bbd42e6d0cc05c2aa90aced7e";
    private static final int PID = 1141;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong waited = new AtomicLong(1_000);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    void theyHaveData(@TempDir Path host, @TempDir Path scraper) throws Exception {
        Path group = group(host);
        waits(group);
        ContainerSampler sampler = new ContainerSampler(
                new ContainerSampler.Settings(Duration.ofMillis(200), host, "v2", List.of()), containers(),
                of -> Future.succeededFuture(new CallResult.Done<>(Optional.empty())), new SystemClock(), new Health(),
                new SimpleMeterRegistry());
        vertx.deployVerticle(sampler).await(60, TimeUnit.SECONDS);
        Parts parts = new Parts(
                List.of(new Part(ContainerSampler.PART,
                        new ContainerMetrics(sampler::latest, ContainerLabels.DEFAULT))),
                new Health());
        Router router = Router.router(vertx);
        new MetricsEndpoint(parts, new SimpleMeterRegistry(), vertx.createSharedWorkerExecutor("scrape", 2),
                new VertxTimers(vertx)).mount(router, any -> {});
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(60, TimeUnit.SECONDS)
                .actualPort();
        List<String> queries = queries();
        assertThat(queries).hasSize(5);
        try (Prometheus prometheus = new Prometheus(scraper, """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - {job_name: dockmedic, static_configs: [{targets: ["127.0.0.1:%d"]}]}
                """.formatted(port))) {
            await().atMost(Spine.SOON).untilAsserted(() -> {
                waits(group);
                assertThat(queries).allSatisfy(query -> assertThat(prometheus.query(query))
                        .as(query)
                        .singleElement()
                        .satisfies(one -> {
                            assertThat(one.at("/metric/name").asText()).isEqualTo("pressed");
                            assertThat(one.at("/value/1").asDouble()).isPositive();
                        }));
            });
        }
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText().replaceAll("\\$\\w+", ".*")));
        }
        queries.removeIf(query -> !query.contains("container_pressure_") && !query.contains("container_fs_"));
        return queries;
    }

    /** Time goes on, and it goes on waiting, reading and writing. */
    private void waits(Path group) throws IOException {
        long micros = waited.addAndGet(50_000);
        for (String of : List.of("cpu", "memory", "io")) {
            Files.writeString(group.resolve(of + ".pressure"), """
                    some avg10=0.00 avg60=0.00 avg300=0.00 total=%d
                    full avg10=0.00 avg60=0.00 avg300=0.00 total=%d
                    """.formatted(micros, micros / 2));
        }
        Files.writeString(group.resolve("io.stat"),
                "254:0 rbytes=%d wbytes=%d rios=1 wios=2 dbytes=0 dios=0%n".formatted(micros, micros));
    }

    private static Path group(Path host) throws IOException {
        Path recorded = RECORDED.resolve("limited-busy-throttled");
        Path group = Files.createDirectories(host.resolve("sys/fs/cgroup/system.slice/docker-" + ID + ".scope"));
        try (Stream<Path> files = Files.list(recorded)) {
            for (Path file : files.toList()) {
                Files.copy(file, group.resolve(file.getFileName()));
            }
        }
        Path process = Files.createDirectories(host.resolve("proc/" + PID + "/net"));
        Files.copy(recorded.resolve("proc_pid_cgroup"), process.resolveSibling("cgroup"));
        Files.copy(recorded.resolve("proc_pid_net_dev"), process.resolve("dev"));
        Files.copy(RECORDED.resolve("mountinfo"),
                Files.createDirectories(host.resolve("proc/self")).resolve("mountinfo"));
        return group;
    }

    private static Containers containers() {
        Containers containers = new Containers();
        containers.saw(new Sighting(
                new Container(ID, "pressed", "web:1", Map.of(), new Service("", "pressed", ""), false),
                new ContainerState(ID, "pressed", "web:1", "sha256:1", Map.of(), "running", true, false, false, PID, 0,
                        false, "", null, Instant.EPOCH, null, 0, null, new RestartPolicy("no", 0), "SIGTERM",
                        Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                        ContainerState.Limits.NONE)));
        return containers;
    }
}
