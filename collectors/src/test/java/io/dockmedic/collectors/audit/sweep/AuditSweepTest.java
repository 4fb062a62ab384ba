package io.dockmedic.collectors.audit.sweep;

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
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.SetupCalls;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.event.AuditEvent.Found;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each container of a real engine is asked for once, and what changed is told once. */
@RealEngine
class AuditSweepTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final DockerJavaCalls calls;
    private final Containers containers = new Containers();
    private final List<Found> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean nameless = new AtomicBoolean();
    private final AuditSweep sweep;

    AuditSweepTest(PrivateEngine engine) throws Exception {
        this.engine = engine;
        calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT);
        Subscriber.on(vertx, Events.SAMPLES, "test", (Event event) -> {
            told.add((Found) event);
            return Future.succeededFuture();
        });
        sweep = new AuditSweep(
                new AuditSweep.Settings(Duration.ofMillis(50), Duration.ofHours(1), List.of("test")), containers,
                new Counting(), new SystemClock(), new Health(), new SimpleMeterRegistry());
        vertx.deployVerticle(sweep).await(60, TimeUnit.SECONDS);
    }

    private final class Counting implements SetupCalls {
        @Override
        public Future<CallResult<EngineInfo>> info() {
            return nameless.get() ? Future.succeededFuture(new CallResult.Unknown<>("no answer")) : calls.info();
        }

        @Override
        public Future<CallResult<List<String>>> list() {
            return calls.list();
        }

        @Override
        public Future<CallResult<Setup>> setup(String id) {
            asked.incrementAndGet();
            return calls.setup(id);
        }
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private String start(String name, String... options) throws Exception {
        return start(name, Map.of("secret", "x"), false, options);
    }

    private String start(String name, Map<String, String> labels, boolean job, String... options) throws Exception {
        String id = engine.run(name, List.of(options), "sleep", "1000");
        ContainerState state = ((CallResult.Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS))
                .value();
        containers.saw(new Sighting(new Container(id, state.name(), state.image(), labels,
                new Service("", state.name(), ""), job), state));
        return id;
    }

    @Test
    void whatIsFoundBeforeTheHostsNameIsKnownIsToldWhenItIs() throws Exception {
        nameless.set(true);
        String id = start("swept-0", "--pid=host");
        await().atMost(SOON).until(() -> !sweep.latest().isEmpty());
        assertThat(told).isEmpty();
        nameless.set(false);
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(told.getFirst().host()).isNotEmpty();
        containers.gone(id, Instant.EPOCH);
        engine.docker("rm", "--force", "swept-0").orFail();
    }

    @Test
    void whatIsRunForOneCommandOfOursIsLeftOutAndALabelAloneHidesNothing() throws Exception {
        Map<String, String> label = Map.of("io.dockmedic.run", "act");
        String ours = start("dockmedic-run-1", label, true);
        String posing = start("posing", label, true, "--pid=host");
        String kept = start("dockmedic-run-2", label, true, "--pid=host", "--restart=always");
        String service = start("dockmedic-run-3", label, false, "--pid=host");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sweep.latest()).extracting(one -> one.container().name())
                        .containsExactlyInAnyOrder("posing", "dockmedic-run-2", "dockmedic-run-3"));
        List.of(ours, posing, kept, service).forEach(one -> containers.gone(one, Instant.EPOCH));
        engine.docker("rm", "--force", ours, posing, kept, service).orFail();
    }

    @Test
    void aContainerIsAskedForOnceAndToldOnceUntilItIsGone() throws Exception {
        String first = start("swept-1", "--pid=host");
        await().atMost(SOON).until(() -> told.size() == 1);
        String second = start("swept-2", "--volume=/run:/host");
        await().atMost(SOON).until(() -> told.size() == 2);

        assertThat(asked).hasValue(2);
        assertThat(told.getFirst().checks()).contains("host-pid").doesNotContain("engine-socket").isSorted();
        assertThat(told.getFirst().worst()).isEqualTo("warning");
        assertThat(told.getFirst().instead()).hasSameSizeAs(told.getFirst().checks())
                .contains("memory-limit-missing: mem_limit: 512m, with room above what it uses");
        assertThat(told.getFirst().host()).isNotEmpty();
        assertThat(told.getFirst().container().labels()).isEmpty();
        assertThat(told.getLast().worst()).isEqualTo("critical");
        assertThat(told.getLast().onHost()).isEqualTo(2);
        assertThat(sweep.latest()).extracting(one -> one.container().name()).containsExactly("swept-1", "swept-2");
        assertThat(new AuditMetrics(sweep::latest).collect().size()).isEqualTo(1);

        containers.gone(second, Instant.EPOCH);
        await().atMost(SOON).until(() -> told.size() == 3);
        assertThat(told.getLast().subject()).isEqualTo("swept-2");
        assertThat(told.getLast().count()).isZero();
        assertThat(told.getLast().instead()).isEmpty();
        assertThat(told.getLast().onHost()).isEqualTo(1);
        containers.gone(first, Instant.EPOCH);
        await().atMost(SOON).until(() -> sweep.latest().isEmpty());
        assertThat(new AuditMetrics(sweep::latest).collect().size()).isZero();
        assertThat(asked).hasValue(2);
        engine.docker("rm", "--force", "swept-1", "swept-2").orFail();
    }
}
