package io.dockmedic.collectors.engine.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.engine.client.SpaceCalls;
import io.dockmedic.collectors.engine.client.SpaceType;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real engine says of its disk. */
@RealEngine
@InMatrix(value = SpaceSamplerTest.SHOWN, on = Column.INSTALLED)
class SpaceSamplerTest {
    static final String SHOWN = "what takes room on the engine's disk is read";
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final long MEGABYTE = 1_000_000;

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final Health health = new Health();
    private final DockerJavaCalls calls;

    SpaceSamplerTest(PrivateEngine engine) {
        this.engine = engine;
        calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), new EngineAddress.Unix(engine.socket()), null,
                CallLimits.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
        engine.docker("rm", "--force", "used", "ended");
        engine.docker("volume", "rm", "--force", "kept", "left");
    }

    private SpaceSampler sampler(SpaceCalls from, Duration rarely, AtomicBoolean full) throws Exception {
        SpaceSampler sampler = new SpaceSampler(new SpaceSampler.Settings(OFTEN, rarely, OFTEN), from, full::get, clock,
                health, new SimpleMeterRegistry());
        vertx.deployVerticle(sampler).await(60, TimeUnit.SECONDS);
        return sampler;
    }

    private static Space of(SpaceSampler sampler, SpaceType type) {
        return sampler.latest().stream().filter(space -> space.type() == type).findFirst().orElseThrow();
    }

    private static String write(String file) {
        return "dd if=/dev/zero of=" + file + " bs=1000 count=2000 2>/dev/null; ";
    }

    @Test
    void everyTypeHasItsBytesAndWhatNothingUses() throws Exception {
        engine.run("used", List.of("--volume=kept:/v"), "sh", "-c", write("/v/x") + write("/x") + "sleep 1000");
        engine.run("ended", List.of("--volume=left:/v"), "sh", "-c", write("/v/x") + write("/x"));
        engine.docker("wait", "ended").orFail();
        engine.docker("rm", "ended").orFail();
        engine.run("ended", List.of(), "sh", "-c", write("/x"));
        engine.docker("wait", "ended").orFail();
        SpaceSampler sampler = sampler(calls, OFTEN, new AtomicBoolean());
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(sampler.latest()).extracting(Space::type).containsExactly(SpaceType.values());
            assertThat(of(sampler, SpaceType.IMAGES).bytes()).isGreaterThan(MEGABYTE);
            Space containers = of(sampler, SpaceType.CONTAINERS);
            assertThat(containers.bytes()).isBetween(4 * MEGABYTE, 5 * MEGABYTE);
            assertThat(containers.reclaimable()).isBetween(2 * MEGABYTE, 3 * MEGABYTE);
            Space volumes = of(sampler, SpaceType.VOLUMES);
            assertThat(volumes.bytes()).isBetween(4 * MEGABYTE, 5 * MEGABYTE);
            assertThat(volumes.reclaimable()).isBetween(2 * MEGABYTE, 3 * MEGABYTE);
        });
        assertThat(Objects.requireNonNull(health.parts().get(SpaceSampler.PART)).status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void itIsAskedRarelyAndOftenOnlyWhenTheDiskIsNearlyFull() throws Exception {
        List<SpaceType> asked = new CopyOnWriteArrayList<>();
        AtomicBoolean full = new AtomicBoolean();
        sampler(type -> {
            asked.add(type);
            return Future.succeededFuture(type == SpaceType.VOLUMES
                    ? new CallResult.Unknown<>("no answer within 2 min")
                    : new CallResult.Done<>(List.of(new Space(type, 2, 1))));
        }, Duration.ofHours(1), full);
        await().atMost(SOON).until(() -> health.parts().containsKey(SpaceSampler.PART));
        assertThat(Objects.requireNonNull(health.parts().get(SpaceSampler.PART)).reason())
                .isEqualTo("the engine does not say how much room its volumes take: no answer within 2 min");
        await().during(OFTEN.multipliedBy(6)).atMost(SOON).until(() -> asked.size() == SpaceType.values().length);
        full.set(true);
        await().atMost(SOON).until(() -> asked.size() >= 3 * SpaceType.values().length);
    }
}
