package io.dockmedic.rules.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.TestActions;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.IncidentIds;
import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.sought.Sight;
import io.dockmedic.rules.sought.Sought;
import io.dockmedic.rules.state.recorded.RecordLimits;
import io.dockmedic.rules.state.recorded.RecordReader;
import io.dockmedic.rules.yaml.RuleProblem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesVerticleTest {
    private static final String QUICK = """
            groups:
              - name: quick
                rules:
                  - alert: Died
                    on: container.died
                    for: 1s
                    resolve: {on: container.started}
            """;
    private static final String BROKEN = "groups: [{name: x, rules: [{alert: A, on: container.dead}]}]";

    private final Happenings web = Happenings.of("web");
    private final SystemClock clock = new SystemClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<IncidentChange> told = new CopyOnWriteArrayList<>();
    private final List<String> looks = new CopyOnWriteArrayList<>();
    private Health health = new Health();
    private int keys = 15_000;
    private final MemoryJournal journal;
    private Vertx vertx = Vertx.vertx();
    private @Nullable RulesVerticle verticle;

    RulesVerticleTest() throws SQLException {
        journal = new MemoryJournal();
    }

    @AfterEach
    void end() throws Exception {
        done(vertx.close());
        journal.close();
    }

    @Test
    void eventBecomesAnIncidentThatIsInTheJournalBeforeItIsAcknowledged() {
        deploy(Pack.files());
        publish(web.died(clock.now(), 1));
        assertThat(told).extracting(IncidentChange::what).containsExactly(IncidentChange.What.FIRED);
        assertThat(stored()).containsExactly("ContainerExitedWithError firing");
        publish(web.removed(clock.now()));
        assertThat(told.getLast().what()).isEqualTo(IncidentChange.What.RESOLVED);
        assertThat(stored()).containsExactly("ContainerExitedWithError resolved");
    }

    @Test
    void aReadingIsAskedForWhenAnIncidentOpensOrComesAgainAndNotOtherwise() {
        deploy(Pack.files());
        publish(web.died(clock.now(), 1));
        await().until(() -> looks.size() == 1);
        assertThat(looks).containsOnly(web.container().id());
        publish(web.died(clock.now(), 1));
        await().until(() -> looks.size() == 2);
        publish(web.removed(clock.now()));
        restart(Pack.files());
        assertThat(looks).hasSize(2);
    }

    @Test
    void incidentIsToldWhileTheDiskStillWritesIt() {
        deploy(Pack.files());
        Promise<Void> disk = Promise.promise();
        journal.synced = disk.future();
        Future<Void> acknowledged = offer(web.died(clock.now(), 1));
        await().until(() -> !told.isEmpty());
        assertThat(stored()).containsExactly("ContainerExitedWithError firing");
        assertThat(acknowledged.isComplete()).isFalse();
        disk.complete();
        done(acknowledged);
    }

    @Test
    void whatFiresIsToldAgainAfterARestart() {
        deploy(Pack.files());
        publish(web.died(clock.now(), 1));
        IncidentChange before = told.getFirst();
        restart(Pack.files());
        await().until(() -> told.size() == 1);
        assertThat(told.getFirst().what()).isEqualTo(IncidentChange.What.RESTORED);
        assertThat(told.getFirst().incident()).isEqualTo(before.incident());
        assertThat(told.getFirst().plan()).isEqualTo(before.plan());
    }

    @Test
    void deadlineFiresWithoutAnEvent() {
        deploy(List.of(new RuleFile("quick.yml", QUICK)));
        publish(web.died(clock.now(), 1));
        assertThat(told.getFirst().what()).isEqualTo(IncidentChange.What.PENDING);
        await().atMost(Duration.ofMinutes(1)).until(() -> told.size() == 2);
        assertThat(told.getLast().what()).isEqualTo(IncidentChange.What.FIRED);
    }

    @Test
    void whereThereIsNoRoomForANewKeyAPersonIsCalledThoughThereIsNone() {
        keys = 2;
        deploy(Pack.files());
        publish(web.died(clock.now(), 1));
        publish(Happenings.of("db").died(clock.now(), 1));
        publish(Happenings.of("api").died(clock.now(), 1));
        await().until(() -> told.getLast().incident().rule().equals("RulesOutOfRoom"));
        IncidentChange last = told.getLast();
        assertThat(last.what()).isEqualTo(IncidentChange.What.FIRED);
        assertThat(last.incident().key()).isEqualTo("keys");
        assertThat(last.incident().latest().summary()).contains("2 keys of at most 2");
        await().until(() -> stored().contains("RulesOutOfRoom firing"));
    }

    @Test
    void withoutAJournalItGoesOnAndSaysSoAndCatchesUpLater() {
        deploy(Pack.files());
        journal.full = true;
        publish(web.died(clock.now(), 1));
        assertThat(told).extracting(IncidentChange::what).containsExactly(IncidentChange.What.FIRED);
        assertThat(part("rules.journal").status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(stored()).isEmpty();
        journal.full = false;
        publish(Happenings.of("db").died(clock.now(), 1));
        assertThat(stored()).hasSize(2);
        assertThat(part("rules.journal").status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void aJournalThatIsBackIsCompleteThoughNothingHappens() {
        deploy(Pack.files());
        journal.full = true;
        publish(web.died(clock.now(), 1));
        assertThat(stored()).isEmpty();
        journal.full = false;
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(stored()).hasSize(1));
        await().untilAsserted(() -> assertThat(part("rules.journal").status()).isEqualTo(Health.Status.UP));
    }

    @Test
    void brokenFilesAfterARestartFallBackToTheLastGoodOnes() {
        deploy(List.of(new RuleFile("quick.yml", QUICK)));
        restart(List.of(new RuleFile("quick.yml", BROKEN)));
        Health.Part part = part("rules");
        assertThat(part.status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(part.reason()).contains("last good").contains("quick.yml:1:");
        publish(web.died(clock.now(), 1));
        assertThat(told.getFirst().incident().rule()).isEqualTo("Died");
    }

    @Test
    void brokenFilesAndNoneBeforeMeanThatThePackObserves() {
        deploy(List.of(new RuleFile("quick.yml", BROKEN)));
        publish(web.died(clock.now(), 1));
        assertThat(told.getFirst().incident().rule()).isEqualTo("ContainerExitedWithError");
        assertThat(told.getFirst().plan().steps()).isEmpty();
        assertThat(part("rules").reason()).contains("only observe");
    }

    @Test
    void whatItSeesIsRecordedAtTheLatestWhenItEnds() {
        deploy(Pack.files());
        publish(web.died(clock.now(), 1));
        done(vertx.close());
        assertThat(meters.counter("dockmedic.recorded.events").count()).isEqualTo(1);
        assertThat(done(new RecordReader(journal, Kinds.standard()).count(Instant.EPOCH))).isEqualTo(1);
    }

    @Test
    void reloadIsAllOrNothing() {
        deploy(Pack.files());
        assertThat(gauge("successful")).isEqualTo(1);
        double at = gauge("success.timestamp.seconds");
        assertThat(at).isCloseTo(clock.now().toEpochMilli() / 1000.0, within(60.0));
        List<RuleProblem> refused = reload(List.of(new RuleFile("quick.yml", BROKEN)));
        assertThat(refused).isNotEmpty();
        assertThat(gauge("successful")).isZero();
        assertThat(gauge("success.timestamp.seconds")).as("of the last good one").isEqualTo(at);
        publish(web.died(clock.now(), 1));
        assertThat(told.getFirst().incident().rule()).isEqualTo("ContainerExitedWithError");

        assertThat(reload(List.of(new RuleFile("quick.yml", QUICK)))).isEmpty();
        assertThat(told.getLast().what()).isEqualTo(IncidentChange.What.RESOLVED);
        assertThat(told.getLast().incident().resolvedBy()).contains("removed");
        assertThat(part("rules").status()).isEqualTo(Health.Status.UP);
        assertThat(gauge("successful")).isEqualTo(1);
    }

    /** Of a reading too, which goes to the rules alone; and of nothing once it has ended. */
    @Test
    void whoProvesSomethingIsToldOfWhatItListensFor() {
        deploy(List.of(new RuleFile("quick.yml", QUICK)));
        List<Sight> sights = new CopyOnWriteArrayList<>();
        Subscriber.on(vertx, Sight.TOPIC, Sight.SUBSCRIBER, sight -> {
            sights.add(sight);
            return Future.succeededFuture();
        });
        Seen seen = new Seen(new Trigger(Set.of("container.sample", "container.started"), Condition.ALWAYS),
                Duration.ofSeconds(10), "it is seen");
        Publisher<Sought> asks = new Publisher<>(vertx, Sought.TOPIC, List.of(Sought.SUBSCRIBER), meters);
        Sought sought = new Sought("1", "web", seen, false);
        done(asks.publish(sought));
        Event reading = web.sampled(clock.now(), usage -> usage);
        done(new Publisher<>(vertx, Events.SAMPLES, List.of(RulesVerticle.SUBSCRIBER), meters).publish(reading));
        publish(web.died(clock.now(), 1));
        publish(web.started(clock.now()));
        await().until(() -> sights.size() == 2);
        assertThat(sights.getFirst()).isEqualTo(new Sight("1", reading, true));
        done(asks.publish(new Sought("2", "web", seen, false)));
        done(asks.publish(sought.over()));
        publish(web.started(clock.now()));
        await().until(() -> sights.stream().anyMatch(sight -> sight.id().equals("2")));
        publish(web.started(clock.now()));
        await().until(() -> sights.getLast().id().equals("2") && sights.size() >= 4);
        assertThat(sights).as("the first is told nothing more")
                .extracting(Sight::id)
                .containsExactly("1", "1", "2", "2");
    }

    private double gauge(String name) {
        return meters.get("dockmedic.rules.last.reload." + name).gauge().value();
    }

    private void deploy(List<RuleFile> files) {
        Subscriber.on(vertx, Incidents.TOPIC, "test", change -> {
            told.add(change);
            return Future.succeededFuture();
        });
        Subscriber.on(vertx, Looks.TOPIC, Looks.SUBSCRIBER, look -> {
            looks.add(look.container());
            return Future.succeededFuture();
        });
        EngineParts parts = new EngineParts(Kinds.standard(), clock, IncidentIds.random(new Random(1)), meters, "host",
                keys);
        verticle = new RulesVerticle(new RulesSetup(
                files, new TestActions(), parts, new VertxTimers(vertx), journal, RecordLimits.DEFAULT, List.of("test"),
                List.of(Looks.SUBSCRIBER), health));
        done(vertx.deployVerticle(verticle));
    }

    private Health.Part part(String name) {
        return Objects.requireNonNull(health.parts().get(name), name);
    }

    private List<RuleProblem> reload(List<RuleFile> files) {
        return done(Objects.requireNonNull(verticle).reload(files));
    }

    private void restart(List<RuleFile> files) {
        done(vertx.close());
        told.clear();
        health = new Health();
        vertx = Vertx.vertx();
        deploy(files);
    }

    private void publish(Event event) {
        done(offer(event));
    }

    private Future<Void> offer(Event event) {
        return new Publisher<>(vertx, Events.TOPIC, List.of(RulesVerticle.SUBSCRIBER), meters).publish(event);
    }

    private List<String> stored() {
        return done(journal.read(connection -> {
            List<String> rows = new CopyOnWriteArrayList<>();
            try (var found = connection.createStatement()
                    .executeQuery("SELECT rule || ' ' || state FROM rules_incident ORDER BY id")) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        }));
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in 20 s", e);
        }
    }
}
