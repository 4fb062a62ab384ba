package io.dockmedic.collectors.container.fault;

import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.sample.ContainerSampler;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts of a service whose container is made anew, on a real engine. */
@RealEngine
class FaultStageTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final Containers containers = new Containers();
    private final DockerJavaCalls calls;
    private final FaultStage stage = new FaultStage();
    private final ContainerSampler sampler;

    FaultStageTest(PrivateEngine engine) throws Exception {
        this.engine = engine;
        calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT);
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        sampler = new ContainerSampler(
                new ContainerSampler.Settings(Duration.ofMillis(200), Path.of("/"), "here",
                        List.of(FaultStage.SUBSCRIBER)),
                containers, calls, new SystemClock(), new Health(), new SimpleMeterRegistry());
        vertx.deployVerticle(sampler).await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
        engine.docker("rm", "--force", "shop-web-1");
    }

    private String made() throws Exception {
        String id = engine.run("shop-web-1", List.of("--memory=16m", "--memory-swap=16m", "--pids-limit=20",
                "--label=com.docker.compose.project=shop", "--label=com.docker.compose.service=web"), "sleep", "1000");
        ContainerState state = ((CallResult.Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS))
                .value();
        containers.saw(new Sighting(new Container(id, state.name(), state.image(), state.labels(),
                Service.of(state.name(), state.labels()), false), state));
        return id;
    }

    private double count(String name) {
        return stage.metrics()
                .collect()
                .stream()
                .filter(one -> one.getMetadata().getName().equals("dockmedic_service_" + name))
                .flatMap(one -> ((CounterSnapshot) one).getDataPoints().stream())
                .filter(point -> point.getLabels().get("project").equals("shop")
                        && point.getLabels().get("service").equals("web"))
                .mapToDouble(CounterDataPointSnapshot::getValue)
                .findFirst()
                .orElse(-1);
    }

    private void killAChild() {
        engine.docker("exec", "shop-web-1", "sh", "-c", "x=a; while :; do x=$x$x; done");
    }

    @Test
    void aCountGoesOnWhenTheContainerIsMadeAnew() throws Exception {
        String first = made();
        await().atMost(SOON).until(() -> count("oom_kills") == 0);
        killAChild();
        engine.docker("exec", "shop-web-1", "sh", "-c", "for i in $(seq 40); do sleep 0.1 & done");
        await().atMost(SOON).until(() -> count("oom_kills") == 1 && count("threads_refused") > 0);
        double refused = count("threads_refused");

        engine.docker("rm", "--force", "shop-web-1").orFail();
        containers.gone(first, Instant.EPOCH);
        String second = made();
        // Rounds are so close here that one may come between its start and our hearing of it: from when on it is counted is not known then.
        await().atMost(SOON)
                .until(() -> sampler.latest().stream().anyMatch(one -> one.sighting().container().id().equals(second)));
        killAChild();
        await("the new container's own counter is at 1").atMost(SOON).until(() -> count("oom_kills") == 2);
        await().atMost(SOON).until(() -> count("threads_refused") >= refused);
    }
}
