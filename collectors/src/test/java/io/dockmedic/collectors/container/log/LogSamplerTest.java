package io.dockmedic.collectors.container.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.LogSampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Json logs of a real engine. */
@RealEngine
class LogSamplerTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String CHATTER = "while :; do echo 0123456789012345678901234567890123456789; usleep 1000; done";

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final Containers containers = new Containers();
    private final Health health = new Health();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final DockerJavaCalls calls;

    LogSamplerTest(PrivateEngine engine) throws Exception {
        this.engine = engine;
        EngineAddress address = new EngineAddress.Unix(engine.socket());
        calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), address, null, CallLimits.DEFAULT);
        Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
            events.add(event);
            return Future.succeededFuture();
        });
        vertx.deployVerticle(new LogSampler(Duration.ofMillis(200), List.of("test"),
                new EngineHost(calls, address, clock), containers, clock, health, new SimpleMeterRegistry()))
                .await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
        engine.docker("rm", "--force", "chatty");
    }

    private String chatty(String... options) throws Exception {
        return run(CHATTER, options);
    }

    private String run(String command, String... options) throws Exception {
        String id = engine.run("chatty", List.of(options), "sh", "-c", command);
        ContainerState state = ((CallResult.Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS))
                .value();
        containers.saw(new Sighting(new Container(id, state.name(), state.image(), Map.of(),
                Service.of(state.name(), Map.of()), false), state));
        return state.log().path();
    }

    private Stream<LogSampled> samples() {
        return events.stream().filter(LogSampled.class::isInstance).map(LogSampled.class::cast);
    }

    @Test
    void aLogThatGrowsWithoutLimitIsSeen() throws Exception {
        String path = chatty();
        assertThat(path).endsWith("-json.log");
        await().atMost(SOON).until(() -> samples().anyMatch(one -> one.growthPerMinute() > 1000));
        LogSampled last = samples().toList().getLast();
        assertThat(last.bytes()).isPositive();
        assertThat(last.rotated()).isFalse();
        assertThat(last.subject()).isEqualTo("chatty");
        assertThat(last.host()).isNotEmpty();
        assertThat(health.parts().get(LogSampler.PART)).isEqualTo(new Health.Part(Health.Status.UP, ""));
    }

    @Test
    void growthIsInTheFirstReadingAfterIt() throws Exception {
        String path = run("sleep 1000");
        await().atMost(SOON).until(() -> samples().findAny().isPresent());
        engine.docker("exec", "chatty", "sh", "-c", "echo grown > /proc/1/fd/1").orFail();
        await("the engine has written it").pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(SOON)
                .until(() -> Files.size(Path.of(path)) > 0);
        Instant grown = clock.now();
        LogSampled next = await().atMost(SOON)
                .until(() -> samples().filter(one -> !one.at().isBefore(grown)).findFirst(), Optional::isPresent)
                .orElseThrow();
        assertThat(samples().filter(one -> !one.at().isAfter(next.at()))
                .filter(one -> one.growthPerMinute() > 0)).hasSize(1);
        assertThat(LogSampler.EVERY).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aLogThatIsRotatedNeverGrowsBackwards() throws Exception {
        chatty("--log-opt=max-size=20k");
        await("the file shrank").atMost(SOON).until(() -> {
            List<LogSampled> all = samples().toList();
            for (int next = 1; next < all.size(); next++) {
                if (all.get(next).bytes() < all.get(next - 1).bytes()) {
                    return true;
                }
            }
            return false;
        });
        assertThat(samples()).allSatisfy(one -> {
            assertThat(one.growthPerMinute()).isNotNegative();
            assertThat(one.rotated()).isTrue();
        });
    }

    @Test
    void otherDriversHaveNoFile() throws Exception {
        assertThat(chatty("--log-driver=none")).isEmpty();
    }
}
