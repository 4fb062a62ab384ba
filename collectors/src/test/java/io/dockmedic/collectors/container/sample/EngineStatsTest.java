package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a real engine whose control groups cannot be seen. */
@RealEngine
class EngineStatsTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final String BUSY = "while :; do :; done";
    private static final String GROUPS = "groups";
    private static final String API = "api";

    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final DockerJavaCalls calls;
    private final Containers containers = new Containers();
    private final Health health = new Health();
    private final List<Sampled> told = new CopyOnWriteArrayList<>();
    private final List<String> made = new ArrayList<>();
    @TempDir
    private Path nothing;

    EngineStatsTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
        this.calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx),
                new EngineAddress.Unix(proxy.socket()), null, new CallLimits(LOOK, LOOK, 8, 1000, 64 * 1024));
        Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
            told.add((Sampled) event);
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void close() throws Exception {
        proxy.release();
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
        proxy.close();
        made.forEach(name -> engine.docker("rm", "--force", name));
    }

    private ContainerSampler sampler(Path root, String host) throws Exception {
        ContainerSampler sampler = new ContainerSampler(
                new ContainerSampler.Settings(Duration.ofMillis(200), root, host, List.of("test")), containers, calls,
                clock, health, new SimpleMeterRegistry());
        vertx.deployVerticle(sampler).await(60, TimeUnit.SECONDS);
        return sampler;
    }

    private String run(String name, List<String> options, String... command) throws Exception {
        made.add(name);
        String id = engine.run(name, options, command);
        ContainerState state = ((Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS)).value();
        containers.saw(new Sighting(new Container(id, state.name(), state.image(), Map.of(),
                new Service("", state.name(), ""), false), state));
        return id;
    }

    private static Optional<Sample> of(String id, ContainerSampler sampler) {
        return sampler.latest().stream().filter(one -> one.sighting().container().id().equals(id)).findFirst();
    }

    private static Sample after(Instant at, String id, ContainerSampler sampler) {
        return await().atMost(SOON)
                .until(() -> of(id, sampler), found -> found.filter(one -> one.at().isAfter(at)).isPresent())
                .orElseThrow();
    }

    private static long used(Sample sample) {
        return Objects.requireNonNull(sample.reading().cpu()).usageNanos();
    }

    private static Cpu.Quota quota(Sample sample) {
        return Objects.requireNonNull(Objects.requireNonNull(sample.reading().cpu()).quota());
    }

    private Health.Part health() {
        return Objects.requireNonNull(health.parts().get(ContainerSampler.PART));
    }

    @Test
    void whereTheGroupsAreReadableTheEngineIsNotAsked() throws Exception {
        ContainerSampler sampler = sampler(Path.of("/"), GROUPS);
        String id = run("stats-unasked", List.of(), "sleep", "1000");
        Instant first = after(Instant.EPOCH, id, sampler).at();
        after(first.plusSeconds(2), id, sampler);
        assertThat(proxy.count("GET", "/stats")).isZero();
        assertThat(health()).isEqualTo(new Health.Part(Health.Status.UP, ""));
    }

    @Test
    void theEnginesAccountAgreesWithTheGroups() throws Exception {
        ContainerSampler groups = sampler(Path.of("/"), GROUPS);
        ContainerSampler api = sampler(nothing, API);
        String id = run("stats-busy", List.of("--memory=64m", "--cpus=0.2", "--pids-limit=50"), "sh", "-c", BUSY);
        Sample earlier = after(Instant.EPOCH, id, groups);
        // A call that began after that reading, not one that was under way.
        long begun = proxy.count("GET", id + "/stats");
        await().atMost(SOON).until(() -> proxy.count("GET", id + "/stats") > begun);
        after(clock.now(), id, api);
        Sample one = await("throttled by now").atMost(SOON)
                .until(() -> of(id, api).orElseThrow(), sample -> quota(sample).throttledPeriods() > 0);
        Sample later = after(one.at(), id, groups);
        assertThat(used(one)).isBetween(used(earlier), used(later));
        Cpu.Quota quota = quota(one);
        Cpu.Quota kernels = quota(later);
        assertThat(quota.quotaMicros()).isEqualTo(kernels.quotaMicros()).isEqualTo(20_000);
        assertThat(quota.periodMicros()).isEqualTo(kernels.periodMicros());
        assertThat(quota.throttledPeriods()).isBetween(1L, kernels.throttledPeriods());
        Memory memory = Objects.requireNonNull(one.reading().memory());
        Memory kernel = Objects.requireNonNull(later.reading().memory());
        assertThat(memory.limits().memory()).isEqualTo(kernel.limits().memory()).hasValue(64 << 20);
        assertThat(memory.workingSet()).isCloseTo(kernel.workingSet(), org.assertj.core.data.Offset.offset(1L << 20));
        assertThat(memory.events().oomKills()).isEmpty();
        assertThat(one.reading().pressure()).isNull();
        assertThat(Objects.requireNonNull(one.reading().tasks()).current()).isEqualTo(1);
        assertThat(one.cgroup()).isEqualTo("/docker/" + id);
        await().atMost(SOON)
                .until(() -> told.stream()
                        .anyMatch(event -> event.host().equals(API) && event.usage().cpuLimitPercent() == 20
                                && event.usage().cpuPercent() > 5 && event.usage().cpuPercent() <= 30
                                && event.usage().throttledPercent() > 50));
    }

    @Test
    void healthSaysWhichSourceIsUsed() throws Exception {
        ContainerSampler sampler = sampler(nothing, API);
        String id = run("stats-health", List.of(), "sleep", "1000");
        after(Instant.EPOCH, id, sampler);
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(health().status()).isEqualTo(Health.Status.UP);
                    assertThat(health().reason()).contains("1 of 1", "the engine's statistics", "no control groups");
                });
        proxy.treat(SocketProxy.fitting("GET", "/stats"), new Treatment.Answer(403, "<h1>403 Forbidden</h1>"));
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(health().status()).isEqualTo(Health.Status.DEGRADED);
                    assertThat(health().reason()).contains("does not say how 1 of them", "403");
                });
    }

    @Test
    void thoseThatHangHoldUpNeitherTheOthersNorTheHealer() throws Exception {
        List<String> hanging = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            hanging.add(run("stats-hangs-" + i, List.of(), "sleep", "1000"));
        }
        String well = run("stats-well", List.of(), "sleep", "1000");
        String ill = run("stats-ill", List.of("--stop-signal=KILL"), "sleep", "1000");
        engine.docker("kill", "stats-ill").orFail();
        hanging.forEach(id -> proxy.treat(SocketProxy.fitting("GET", id + "/stats"), new Treatment.HoldAnswer()));
        long begun = System.nanoTime();
        ContainerSampler sampler = sampler(nothing, API);
        await("all that may be asked at once hang, or one less").atMost(SOON)
                .until(() -> hanging.stream().filter(id -> proxy.count("GET", id + "/stats") > 0).count() >= 3);
        assertThat(calls.start(ill).await(60, TimeUnit.SECONDS)).isInstanceOf(Done.class);
        assertThat(calls.inspect(ill).await(60, TimeUnit.SECONDS)).isInstanceOf(Done.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("those that hang still do").isLessThan(LOOK);
        Instant first = after(Instant.EPOCH, well, sampler).at();
        after(first.plusSeconds(5), well, sampler);
        assertThat(sampler.latest()).noneMatch(one -> hanging.contains(one.sighting().container().id()));
        await().atMost(SOON).until(() -> health().status() == Health.Status.DEGRADED);
        assertThat(health().reason()).contains("does not say how");
        proxy.exchanges()
                .stream()
                .filter(one -> hanging.stream().anyMatch(id -> one.request().path().contains(id + "/stats")))
                .map(one -> one.request().path())
                .forEach(path -> assertThat(proxy.count("GET", path.substring(0, path.indexOf('?'))))
                        .as("asked once in a minute")
                        .isEqualTo(1));
    }
}
