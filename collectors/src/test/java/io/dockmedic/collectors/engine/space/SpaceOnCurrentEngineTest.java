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
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A current engine can be asked for one type. */
@Tag("long")
@InMatrix(value = SpaceSamplerTest.SHOWN, on = Column.CURRENT)
class SpaceOnCurrentEngineTest {
    private static final long MEGABYTE = 1_000_000;

    private final PrivateEngine engine = new PrivateEngine(Edition.CURRENT);

    @Test
    void eachTypeIsAnsweredAlone() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (engine;
                DockerJavaCalls calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                        new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT)) {
            engine.run("writer", List.of("--volume=kept:/v"), "sh", "-c",
                    "for f in /v/x /x; do dd if=/dev/zero of=$f bs=1000 count=2000; done");
            engine.docker("wait", "writer").orFail();
            assertThat(one(calls, SpaceType.IMAGES).bytes()).isGreaterThan(MEGABYTE);
            Space containers = one(calls, SpaceType.CONTAINERS);
            assertThat(containers.bytes()).isBetween(2 * MEGABYTE, 3 * MEGABYTE).isEqualTo(containers.reclaimable());
            Space volumes = one(calls, SpaceType.VOLUMES);
            assertThat(volumes.bytes()).isBetween(2 * MEGABYTE, 3 * MEGABYTE);
            assertThat(volumes.reclaimable()).isZero();
            assertThat(one(calls, SpaceType.BUILD_CACHE).bytes()).isZero();
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    private static Space one(DockerJavaCalls calls, SpaceType type) throws Exception {
        CallResult<List<Space>> answer = calls.space(type).await(60, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOf(CallResult.Done.class);
        List<Space> spaces = ((CallResult.Done<List<Space>>) answer).value();
        assertThat(spaces).singleElement().satisfies(space -> assertThat(space.type()).isEqualTo(type));
        return spaces.getFirst();
    }
}
