package io.dockmedic.collectors.alert.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.alert.payload.Occurrence;
import io.dockmedic.collectors.alert.payload.Reported;
import io.dockmedic.collectors.alert.named.Alerts;
import io.dockmedic.collectors.alert.named.HostNames;
import io.dockmedic.collectors.alert.named.Naming;
import io.dockmedic.collectors.alert.named.TargetFinder;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.ExternalEvent.Occurred;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Scope;
import io.dockmedic.collectors.event.Service;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the sender to rules, over restarts. */
class AlertStageTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path home;

    private final List<Alert> told = new CopyOnWriteArrayList<>();
    private final List<Occurred> occurred = new CopyOnWriteArrayList<>();
    private Containers containers;
    private final SystemClock clock = new SystemClock();
    private SimpleMeterRegistry meters;
    private Vertx vertx;
    private SqliteJournal journal;
    private AlertInbox inbox;
    /** Whether nothing can be looked up. */
    private volatile boolean broken;
    /** How often the journal cannot be read. */
    private final AtomicInteger unreadable = new AtomicInteger();
    /** What rules take for one to be dealt with. */
    private Future<Void> dealtWith = Future.succeededFuture();

    @BeforeEach
    void begin() throws Exception {
        start(NEVER);
    }

    private void start(Duration patience) throws Exception {
        containers = new Containers();
        containers.saw(Alerts.container('a', "web", new Service("", "web", ""), true));
        vertx = Vertx.vertx();
        meters = new SimpleMeterRegistry();
        Subscriber.on(vertx, Events.TOPIC, "test", (Event event) -> {
            if (event instanceof Alert alert) {
                told.add(alert);
            } else {
                occurred.add((Occurred) event);
            }
            return dealtWith;
        });
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(AlertStore.TABLES), Retention.DEFAULT, clock,
                new VertxTimers(vertx), new Health(), meters, vertx);
        AlertStore store = new AlertStore(moody());
        inbox = new AlertInbox(store, clock, meters);
        AlertStage stage = new AlertStage(inbox, store,
                new TargetFinder(containers, () -> true, () -> {
                    if (broken) {
                        throw new IllegalStateException("an error of ours");
                    }
                    return KnownGpus.NOT_YET;
                },
                        new HostNames(() -> Set.of("gpu1"), List.of()), Naming.USUAL, clock),
                () -> "host",
                List.of("test"), meters, patience);
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
    }

    private Journal moody() {
        return new Journal() {
            @Override
            public <T> Future<T> write(Work<T> work) {
                return journal.write(work);
            }

            @Override
            public <T> Future<T> read(Work<T> work) {
                return unreadable.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                        ? Future.failedFuture(new JournalException("unreadable", new IOException("unreadable")))
                        : journal.read(work);
            }

            @Override
            public boolean writable() {
                return journal.writable();
            }
        };
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
        journal.close().await(60, TimeUnit.SECONDS);
    }

    private void restart() throws Exception {
        stop();
        told.clear();
        start(NEVER);
    }

    private void engineSeen() {
        containers.compared();
    }

    private static Reported alert(String fingerprint, boolean firing, int startsAt) {
        return new Reported(fingerprint, firing, Instant.ofEpochSecond(startsAt).toString(),
                Map.of("alertname", "Slow", "name", "web"), Map.of("summary", "slow"));
    }

    private AlertInbox.Taken take(Reported... alerts) throws Exception {
        return inbox.take(List.of(alerts)).await(60, TimeUnit.SECONDS);
    }

    private double count(String result) {
        return meters.get("dockmedic.alerts").tag("result", result).counter().count();
    }

    private double waiting() {
        return meters.get("dockmedic.alerts.waiting").gauge().value();
    }

    @Test
    void ofAContainerThatIsNotKnownTheSenderHearsAtOnce() throws Exception {
        assertThat(inbox.take(List.of(occurrence("1", "ap"))).await(60, TimeUnit.SECONDS).unknown())
                .as("while not all are known")
                .isEmpty();
        engineSeen();
        AlertInbox.Taken taken = inbox
                .take(List.of(occurrence("2", "ap"), occurrence("3", "web"), occurrence("4", "ap")))
                .await(60, TimeUnit.SECONDS);
        assertThat(taken.unknown()).containsExactly("no container of this host is called ap");
        assertThat(taken.fresh()).isEqualTo(3);
    }

    private static Occurrence occurrence(String id, String container) {
        return new Occurrence("/app", id, "com.example.state", "", "", Map.of("container", container, "state", "up"));
    }

    @Test
    void whatCannotBeLookedUpHoldsUpNoOther() throws Exception {
        engineSeen();
        broken = true;
        take(alert("f", true, 1));
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(told.getFirst().container()).isNull();
        assertThat(told.getFirst().missing()).contains("an error of ours");
        broken = false;
        take(alert("g", true, 1));
        await().atMost(SOON).until(() -> told.size() == 2);
        assertThat(told.getLast().container()).isNotNull();
    }

    @Test
    void eachIsToldOnceWithItsContainerWhenTheEngineWasSeen() throws Exception {
        assertThat(take(alert("f", true, 1), alert("g", true, 1))).isEqualTo(new AlertInbox.Taken(2, 2, 0));
        assertThat(take(alert("f", true, 1))).as("the second of a pair").isEqualTo(new AlertInbox.Taken(1, 0, 0));
        assertThat(told).as("the engine was not seen yet").isEmpty();
        assertThat(waiting()).isPositive();

        engineSeen();
        await().atMost(SOON).until(() -> told.size() == 2);
        assertThat(told).extracting(Alert::subject).containsExactly("Slow/f", "Slow/g");
        assertThat(told.getFirst().container()).isNotNull().extracting(Container::name).isEqualTo("web");
        assertThat(told.getFirst().origin()).isEqualTo(Origin.EXTERNAL);
        await().atMost(SOON).until(() -> waiting() == 0);

        take(alert("f", false, 1));
        await().atMost(SOON).until(() -> told.size() == 3);
        assertThat(told.getLast().status()).isEqualTo(Alert.RESOLVED);
        assertThat(take(alert("f", false, 1), alert("f", true, 1)).fresh()).as("told late").isZero();
        assertThat(take(alert("f", true, 2)).fresh()).as("it fires anew").isEqualTo(1);
        assertThat(count("new")).isEqualTo(4);
        assertThat(count("known")).isEqualTo(3);
    }

    @Test
    void whatWasTakenIsToldAfterARestartAndWhatWasToldIsNot() throws Exception {
        take(alert("f", true, 1));
        restart();
        assertThat(take(alert("f", true, 1)).fresh()).as("sent again, for we did not answer").isZero();
        engineSeen();
        await().atMost(SOON).until(() -> told.size() == 1);
        await().atMost(SOON).until(() -> waiting() == 0);

        restart();
        engineSeen();
        take(alert("f", true, 1), alert("g", true, 1));
        await().atMost(SOON).until(() -> !told.isEmpty());
        assertThat(told).extracting(Alert::fingerprint).containsExactly("g");
    }

    @Test
    void whatWaitsIsToldThoughTheJournalCouldNotBeReadAtOurStartAndNobodySendsMore() throws Exception {
        take(alert("f", true, 1));
        unreadable.set(1);
        restart();
        engineSeen();
        await().atMost(SOON).until(() -> told.size() == 1);
    }

    @Test
    void whatWaitsIsCountedOnceTheJournalCanBeReadWithoutWhatWasTakenMeanwhile() throws Exception {
        take(alert("f", true, 1));
        double one = waiting();
        assertThat(one).isPositive();
        unreadable.set(Integer.MAX_VALUE);
        restart();
        take(alert("g", true, 1));
        assertThat(waiting()).as("of what waits from before nothing is known yet").isEqualTo(one);
        unreadable.set(0);
        await().atMost(SOON).until(() -> waiting() == 2 * one);
        engineSeen();
        await().atMost(SOON).until(() -> told.size() == 2 && waiting() == 0);
        assertThat(told).extracting(Alert::fingerprint).containsExactly("f", "g");
    }

    @Test
    void whatRulesMayNotHaveDealtWithIsToldAgainTheSame() throws Exception {
        dealtWith = Promise.<Void>promise().future();
        engineSeen();
        take(alert("f", true, 1));
        await().atMost(SOON).until(() -> told.size() == 1);
        Alert before = told.getFirst();
        dealtWith = Future.succeededFuture();
        restart();
        engineSeen();
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(told.getFirst()).isEqualTo(before);
    }

    @Test
    void withoutAnEngineTheyAreToldAfterAWhile() throws Exception {
        stop();
        start(Duration.ofMillis(10));
        take(alert("f", true, 1));
        await().atMost(SOON).until(() -> told.size() == 1);
    }

    @Test
    void aCloudEventIsToldOnceForItsSourceAndIdWithItsContainer() throws Exception {
        Occurrence event = new Occurrence("/ci", "1", "deployed", "", "", Map.of("container", "web"));
        Occurrence other = new Occurrence("/ci", "2", "deployed", "", "", Map.of());
        assertThat(inbox.take(List.of(event, other, event)).await(60, TimeUnit.SECONDS))
                .isEqualTo(new AlertInbox.Taken(3, 2, 0));
        restart();
        engineSeen();
        await().atMost(SOON).until(() -> occurred.size() == 2);
        assertThat(occurred.getFirst().container()).isNotNull().extracting(Container::name).isEqualTo("web");
        assertThat(occurred.getLast().missing()).isEqualTo("no label names a container");
        assertThat(inbox.take(List.of(event)).await(60, TimeUnit.SECONDS).fresh()).isZero();
    }

    @Test
    void whatIsSaidToBeAboutAnotherHostIsToldWithoutAContainerThatIsCalledTheSameHere() throws Exception {
        engineSeen();
        take(new Reported("f", true, "2026-11-01T10:00:00Z", Map.of("name", "web", "host", "gpu2"), Map.of()));
        inbox.take(List.of(new Occurrence("/ci", "1", "slow", "", "", Map.of("container", "web", "host", "gpu2"))));
        await().atMost(SOON).until(() -> told.size() == 1 && occurred.size() == 1);
        assertThat(told.getFirst().container()).isNull();
        assertThat(told.getFirst().scope()).isEqualTo(Scope.ELSEWHERE);
        assertThat(told.getFirst().missing()).isEqualTo("it is about the host gpu2, and this is gpu1");
        assertThat(told.getFirst().summary()).endsWith("about another host");
        assertThat(occurred.getFirst().scope()).isEqualTo(Scope.ELSEWHERE);
        assertThat(occurred.getFirst().target()).isNull();
    }

    @Test
    void oursAreLeftAlone() throws Exception {
        engineSeen();
        Reported ours = new Reported("o", true, "2026-11-01T10:00:00Z", Map.of("dockmedic_incident", "01K"), Map.of());
        assertThat(take(ours)).isEqualTo(new AlertInbox.Taken(1, 0, 1));
        take(alert("f", true, 1));
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(told.getFirst().fingerprint()).isEqualTo("f");
    }

    @Test
    void whenTooMuchWaitsNoneOfItIsTakenUntilThereIsRoom() throws Exception {
        Map<String, String> long16 = Map.of("text", "x".repeat(16_000));
        Reported[] many = IntStream.range(0, 900)
                .mapToObj(
                        index -> new Reported("f" + index, true, "2026-11-01T10:00:00Z", Map.of("name", "web"), long16))
                .toArray(Reported[]::new);
        take(many);
        Reported[] more = IntStream.range(0, 900)
                .mapToObj(
                        index -> new Reported("g" + index, true, "2026-11-01T10:00:00Z", Map.of("name", "web"), long16))
                .toArray(Reported[]::new);
        assertThatThrownBy(() -> take(more)).isInstanceOf(FullException.class);
        restart();
        await().atMost(SOON).until(() -> waiting() > 900 * 16_000);
        assertThatThrownBy(() -> take(more)).as("over a restart").isInstanceOf(FullException.class);

        engineSeen();
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(told).extracting(Alert::fingerprint)
                .containsExactlyElementsOf(List.of(many).stream().map(Reported::fingerprint).toList());
        assertThat(take(more).fresh()).isEqualTo(900);
    }
}
