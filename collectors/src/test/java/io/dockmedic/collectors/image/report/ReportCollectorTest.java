package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.ImageEvent.Vulnerable;
import io.dockmedic.collectors.event.Vulnerability;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the folder to events, over a restart. */
class ReportCollectorTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private final List<Vulnerable> told = new CopyOnWriteArrayList<>();
    private final SystemClock clock = new SystemClock();
    private final Containers containers = new Containers();
    private final Health health = new Health();
    /** The engine's, empty while it does not answer. */
    private String name = "";
    private Vertx vertx;
    private SqliteJournal journal;
    private ReportCollector collector;
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        folder = home.resolve("reports");
        vertx = Vertx.vertx();
        VertxTimers timers = new VertxTimers(vertx);
        Subscriber.on(vertx, Events.SAMPLES, "test", (Event event) -> {
            told.add((Vulnerable) event);
            return Future.succeededFuture();
        });
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(ReportStore.TABLES), Retention.DEFAULT, clock,
                timers, health, new SimpleMeterRegistry(), vertx);
        EngineAddress nowhere = new EngineAddress.Unix(home.resolve("docker.sock"));
        collector = new ReportCollector(
                new ReportCollector.Settings(folder, Duration.ofMillis(50), Duration.ofMillis(400), List.of("test")),
                new EngineHost(engine(), nowhere, clock), containers, new ReportStore(journal), clock, health,
                new SimpleMeterRegistry());
        vertx.deployVerticle(collector).await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
        journal.close().await(60, TimeUnit.SECONDS);
    }

    /** It answers late, as one that is starting does. */
    private EngineCalls engine() {
        CallResult<EngineInfo> answer = name.isEmpty()
                ? new CallResult.Unknown<>("silent")
                : new CallResult.Done<>(new EngineInfo("id", name, "28", "1.51", "/var/lib/docker", true));
        return (EngineCalls) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{EngineCalls.class},
                (proxy, method, arguments) -> vertx.timer(300, TimeUnit.MILLISECONDS).map(late -> answer));
    }

    private void restart() throws Exception {
        stop();
        told.clear();
        start();
    }

    private void report(String... findings) throws Exception {
        // Whole at once, as who moves a file here does.
        Path file = Reports.write(home.resolve("new"), Reports.of("web:1", "sha256:one",
                Instant.now().minusSeconds(1), findings), Instant.now());
        Files.createDirectories(folder);
        Files.move(file, folder.resolve("web.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Health.Part said() {
        return health.parts().getOrDefault(ReportCollector.PART, new Health.Part(Health.Status.DOWN, ""));
    }

    @Test
    void whatIsNewIsToldOnceAndStaysMarkedOverARestart() throws Exception {
        containers.saw(Reports.container("web", "web:1", "sha256:one"));
        await().atMost(SOON).until(() -> said().status() == Health.Status.UP);
        report("CVE-1 HIGH x");
        await().atMost(SOON).until(() -> told.size() == 1);
        report("CVE-1 HIGH x", "CVE-2 CRITICAL y");
        await().atMost(SOON).until(() -> told.size() == 2);
        assertThat(told.getLast().worst()).extracting(Vulnerability::id).containsExactly("CVE-2");
        assertThat(told.getLast().onHost()).isEqualTo(1);
        assertThat(told.getLast().services()).containsExactly("web");

        restart();
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(told.getLast().worst()).extracting(Vulnerability::id).containsExactly("CVE-2");
        assertThat(collector.latest()).hasSize(1);

        containers.saw(Reports.container("web", "web:2", "sha256:two"));
        await().atMost(SOON).until(() -> told.size() == 2);
        assertThat(told.getLast().counts().total()).isZero();
        assertThat(told.getLast().onHost()).isZero();
        assertThat(told.getLast().image()).isEqualTo("web:1");
    }

    @Test
    void theHostsNameIsWaitedForAndUnderAnOldOneItIsOver() throws Exception {
        name = "one";
        restart();
        containers.saw(Reports.container("web", "web:1", "sha256:one"));
        report("CVE-1 HIGH x");
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(told.getLast().host()).isEqualTo("one");
        Files.delete(folder.resolve("web.json"));
        await().atMost(SOON).until(() -> told.size() == 2);
        report("CVE-1 HIGH x", "CVE-2 HIGH x");
        await().atMost(SOON).until(() -> told.size() == 3);

        name = "two";
        restart();
        await().atMost(SOON).until(() -> told.size() == 2);
        assertThat(told).extracting(one -> one.host() + " " + one.onHost()).containsExactly("two 1", "one 0");
        assertThat(told.getLast().image()).isEqualTo("web:1");
    }

    @Test
    void aBadFileIsSaidWithItsPathAndTheReportBesideItCounts() throws Exception {
        containers.saw(Reports.container("web", "web:1", "sha256:one"));
        report("CVE-1 HIGH x");
        await().atMost(SOON).until(() -> told.size() == 1);
        Path bad = Files.writeString(folder.resolve("bad.json"), "<html>");
        await().atMost(SOON).until(() -> said().status() == Health.Status.DEGRADED);
        assertThat(said().reason()).isEqualTo(bad + " is not JSON, at line 1, column 1");
        assertThat(collector.bad()).containsOnlyKeys(bad);
        assertThat(collector.latest()).hasSize(1);
        Files.delete(bad);
        await().atMost(SOON).until(() -> said().status() == Health.Status.UP);
        assertThat(told).hasSize(1);
    }

    @Test
    void eachImageInUseHasItsCountsAsAMetric() throws Exception {
        assertThat(new ReportMetrics(collector::latest).collect().size()).isZero();
        containers.saw(Reports.container("web", "web:1", "sha256:one"));
        report("CVE-1 HIGH x", "CVE-2 HIGH y");
        await().atMost(SOON).until(() -> !collector.latest().isEmpty());
        GaugeSnapshot metric = (GaugeSnapshot) new ReportMetrics(collector::latest).collect().get(0);
        assertThat(metric.getDataPoints()).hasSize(5)
                .anySatisfy(point -> {
                    assertThat(point.getLabels().compareTo(Labels.of("image", "web:1", "severity", "high"))).isZero();
                    assertThat(point.getValue()).isEqualTo(2);
                });
    }
}
