package io.dockmedic.collectors.engine.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.engine.client.SpaceType;
import io.dockmedic.testkit.PodmanEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Podman answers for all types at once. */
@Tag("long")
@InMatrix(value = SpaceSamplerTest.SHOWN, on = Column.PODMAN)
class SpaceOnPodmanTest {
    private static final long MEGABYTE = 1_000_000;

    private final PodmanEngine engine = new PodmanEngine();

    @Test
    void everyTypeIsAnswered() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (engine;
                DockerJavaCalls calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                        new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT)) {
            engine.run("writer", List.of("--volume=kept:/v"), "sh", "-c",
                    "for f in /v/x /x; do dd if=/dev/zero of=$f bs=1000 count=2000; done");
            engine.docker("wait", "writer").orFail();

            assertThat(of(calls, SpaceType.IMAGES).bytes()).isGreaterThan(MEGABYTE);
            assertThat(of(calls, SpaceType.CONTAINERS).bytes()).isBetween(2 * MEGABYTE, 3 * MEGABYTE);
            assertThat(of(calls, SpaceType.VOLUMES).bytes()).isBetween(2 * MEGABYTE, 3 * MEGABYTE);
            assertThat(of(calls, SpaceType.BUILD_CACHE).bytes()).isZero();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    private static Space of(DockerJavaCalls calls, SpaceType type) throws Exception {
        CallResult<List<Space>> answer = calls.space(type).await(60, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOf(CallResult.Done.class);
        return ((CallResult.Done<List<Space>>) answer).value()
                .stream()
                .filter(space -> space.type() == type)
                .findFirst()
                .orElseThrow();
    }
}
