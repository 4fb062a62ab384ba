package io.dockmedic.api.doctor.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.config.Surroundings;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.GpuDriverState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** File systems and drivers that hang, as those of a server that is gone do. */
class ApproachTest {
    private static final EngineAddress.Unix SOCKET = new EngineAddress.Unix(Path.of("/run/docker.sock"));
    private static final Way WAY = new Way("unix:///run/docker.sock", SOCKET, "", Optional.empty(), List.of());

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final HangGuard guard = new HangGuard(vertx, time, "test");
    private final Approach approach = new Approach(guard, new Surroundings(Map.of(), Path.of("/root"), true));
    private final CountDownLatch back = new CountDownLatch(1);

    @AfterEach
    void end() {
        back.countDown();
        vertx.close();
    }

    /** Blocks until the test is over. */
    private void hang() {
        try {
            back.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> Callable<T> hanging() {
        return () -> {
            hang();
            throw new IllegalStateException("it came back");
        };
    }

    private <T> T after(Duration deadline, Future<T> future) throws Exception {
        time.advance(deadline);
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    @Test
    void aConfigurationThatHangsIsGivenUp() throws Exception {
        Path named = Path.of("/net/dockmedic.yml");

        Settings settings = after(Approach.DEADLINE, approach.settings(Optional.of(named), hanging()));

        assertThat(settings.file()).isEqualTo(named);
        assertThat(settings.silent()).contains("does not answer within 5000 ms");
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void whereOtherSocketsAreIsLeftOutWhenItHangs() throws Exception {
        assertThat(
                after(Duration.ZERO, approach.way(WAY.written(), () -> WAY, set -> List.of(SOCKET.socket()))).others())
                .containsExactly(SOCKET.socket());

        CountDownLatch asked = new CountDownLatch(1);
        Future<Way> way = approach.way(WAY.written(), () -> WAY, set -> {
            asked.countDown();
            hang();
            return List.of(SOCKET.socket());
        });
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

        assertThat(after(Approach.DEADLINE, way)).isEqualTo(WAY);
    }

    @Test
    void aWayThatHangsIsNotKnown() {
        Future<Way> way = approach.way("unix:///net/docker.sock", hanging(), set -> List.of());
        time.advance(Approach.DEADLINE);

        assertThat(way.cause()).hasMessageStartingWith("the way to unix:///net/docker.sock: ")
                .hasMessageContaining("does not answer");
    }

    @Test
    void aDriverOrADiskThatHangsIsNamed() throws Exception {
        assertThat(after(Approach.DEADLINE, Stuck.gpus(guard.call("gpus", Approach.DEADLINE, hanging()))))
                .satisfies(glance -> assertThat(glance.driver()).isEqualTo(GpuDriverState.STUCK))
                .satisfies(glance -> assertThat(glance.why()).contains("gpus does not answer"));
        assertThat(after(Approach.DEADLINE,
                Stuck.disks(guard.call("disks", Approach.DEADLINE, hanging()), "/net/docker")).untold())
                .contains("/net/docker", "hangs");
        assertThat(after(Approach.DEADLINE,
                Stuck.data(guard.call("data", Approach.DEADLINE, hanging()), Path.of("/net/journal"))).trouble())
                .contains("/net/journal", "hangs");
        assertThat(Stuck.gpus(Future.failedFuture("another reason")).cause()).hasMessage("another reason");
    }
}
