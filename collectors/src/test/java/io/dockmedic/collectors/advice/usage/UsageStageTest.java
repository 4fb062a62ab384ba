package io.dockmedic.collectors.advice.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is remembered by service and day, over restarts, for a week. */
class UsageStageTest {
    @TempDir
    Path home;

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-20T23:59:00Z"));
    private Vertx vertx;
    private SqliteJournal journal;
    private UsageStage stage;
    private String deployed;
    private Publisher<Event> samples;
    private Publisher<Event> events;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        // Of its own, and still: days that pass at once would be ten thousand turns of its timers, also at once.
        ManualTime still = new ManualTime(time.now());
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(UsageStore.TABLES), Retention.DEFAULT, still,
                still, new Health(), meters, vertx);
        stage = new UsageStage(new UsageStore(journal), time);
        deployed = done(vertx.deployVerticle(stage));
        samples = new Publisher<>(vertx, Events.SAMPLES, List.of(UsageStage.SUBSCRIBER), meters);
        events = new Publisher<>(vertx, Events.TOPIC, List.of(UsageStage.SUBSCRIBER), meters);
    }

    @AfterEach
    void stop() throws Exception {
        done(vertx.undeploy(deployed));
        done(journal.close());
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(60, TimeUnit.SECONDS);
    }

    private static Container container(String id, String name, boolean job) {
        return new Container(id, name, "busybox", Map.of(), new Service("shop", name, "1"), job);
    }

    private void reads(String id, String name, long memory) throws Exception {
        done(samples.publish(new ContainerReading.Sampled(time.now(), "h", Origin.DOCKMEDIC, container(id, name, false),
                Readings.usage(memory, 1_000, 10, 0, 0, 3, 0))));
    }

    private Day week(String name) throws Exception {
        return done(stage.lastDays(one -> one)).stream()
                .filter(one -> one.service().name().equals(name))
                .findFirst()
                .orElseThrow()
                .week();
    }

    @Test
    void theContainersOfAServiceAreOneAlsoOverARestartAndMidnight() throws Exception {
        reads("a", "web", 100);
        reads("b", "web", 200);
        stop();
        start();
        reads("c", "web", 300);
        assertThat(week("web").memory().total()).isEqualTo(3);
        time.advance(Duration.ofMinutes(2));
        reads("c", "web", 400);
        stop();
        start();
        assertThat(week("web").memory().total()).isEqualTo(4);
        assertThat(week("web").memory().max()).isEqualTo(400);
        assertThat(week("web").seconds()).isEqualTo(40);
        assertThat(week("web").memoryLimit()).isEqualTo(1_000);
    }

    @Test
    void aStartRightBeforeMidnightKeepsTheDayThatWasKept() throws Exception {
        reads("a", "web", 100);
        reads("a", "web", 900);
        reads("d", "db", 50);
        stop();
        start();
        reads("a", "web", 200);
        time.advance(Duration.ofMinutes(2));
        reads("a", "web", 300);
        stop();
        start();
        assertThat(week("web").memory().total()).isEqualTo(4);
        assertThat(week("web").memory().max()).isEqualTo(900);
        assertThat(week("db").memory().total()).isEqualTo(1);
    }

    @Test
    void aReadingOfYesterdayThatComesLateLeavesTheDayThatWasKept() throws Exception {
        reads("a", "web", 100);
        ContainerReading.Sampled late = new ContainerReading.Sampled(time.now(), "h", Origin.DOCKMEDIC,
                container("a", "web", false), Readings.usage(200, 1_000, 10, 0, 0, 3, 0));
        time.advance(Duration.ofMinutes(2));
        stop();
        start();
        done(samples.publish(late));
        stop();
        start();
        assertThat(week("web").memory().total()).isEqualTo(2);
    }

    @Test
    void aWeekIsKeptAndNoMore() throws Exception {
        reads("a", "web", 900);
        for (int day = 0; day < 8; day++) {
            time.advance(Duration.ofDays(1));
            reads("a", "web", 100);
        }
        assertThat(week("web").memory().total()).isEqualTo(8);
        assertThat(week("web").memory().max()).isEqualTo(100);
        stop();
        start();
        assertThat(week("web").memory().total()).isEqualTo(8);
        time.advance(Duration.ofDays(30));
        assertThat(done(stage.lastDays(one -> one))).isEmpty();
    }

    @Test
    void killsOfTheMainProcessCountAndJobsDoNot() throws Exception {
        reads("a", "web", 100);
        done(events.publish(new ContainerEvent.Died(time.now(), "h", Origin.ENGINE, container("a", "web", false), 137,
                true, new Judgement(Intent.NOT_ASKED, false, List.of()), false, 0, Duration.ofSeconds(1), false, "")));
        done(samples
                .publish(new ContainerReading.Sampled(time.now(), "h", Origin.DOCKMEDIC, container("j", "job", true),
                        Readings.usage(1, 0, 1, 0, 0, 1, 0))));
        assertThat(week("web").oomKills()).isEqualTo(1);
        assertThat(done(stage.lastDays(one -> one))).hasSize(1);
    }

    @Test
    void servicesAreBounded() throws Exception {
        for (int service = 0; service < 510; service++) {
            reads("i" + service, "web" + service, 100);
        }
        assertThat(done(stage.lastDays(one -> one))).hasSize(500);
        reads("i1", "web1", 100);
        assertThat(week("web1").memory().total()).isEqualTo(2);
    }
}
