package io.dockmedic.collectors.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.kafka.Broker;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Link;
import io.dockmedic.collectors.base.kafka.Security;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From topics of a real broker into the inbox. */
class TopicStageTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    private static RealBroker broker;
    private static BrokerTalk talk;

    @TempDir
    Path home;

    private final SystemClock clock = new SystemClock();
    private final Health health = new Health();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private SqliteJournal journal;
    private volatile boolean refusing;

    @BeforeAll
    static void startBroker() {
        broker = new RealBroker(folder.resolve("broker"), true).start();
        talk = new BrokerTalk(broker);
    }

    @AfterAll
    static void stopBroker() {
        talk.close();
        broker.close();
    }

    @BeforeEach
    void open() {
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(AlertStore.TABLES, RefusedStore.TABLES),
                Retention.DEFAULT, clock, new VertxTimers(vertx), health, meters, vertx);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
        journal.close().await(60, TimeUnit.SECONDS);
    }

    /** The journal, but for times when it takes nothing. */
    private Journal moody() {
        return new Journal() {
            @Override
            public <T> Future<T> write(Work<T> work) {
                return refusing
                        ? Future.failedFuture(new JournalException("full", new IOException("full")))
                        : journal.write(work);
            }

            @Override
            public <T> Future<T> read(Work<T> work) {
                return journal.read(work);
            }

            @Override
            public boolean writable() {
                return !refusing;
            }
        };
    }

    private void begin(String topic, Optional<String> deadLetters, int port) throws Exception {
        begin(topic, deadLetters, port, new Security(false,
                Optional.of(new Security.Login(Security.Mechanism.PLAIN, RealBroker.USER, RealBroker.PASSWORD)),
                Optional.empty(), Optional.empty()));
    }

    private void begin(String topic, Optional<String> deadLetters, int port, Security security) throws Exception {
        Cluster cluster = new Cluster(List.of(new Broker("127.0.0.1", port)), security);
        Journal moody = moody();
        TopicStage stage = new TopicStage(Optional.of(new Reading(cluster, List.of(topic), topic, deadLetters)),
                Seal.NOT_NEEDED, "host", new AlertInbox(new AlertStore(moody), clock, meters),
                new RefusedStore(moody), clock, health, meters);
        vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
    }

    private static int guarded() {
        return Integer.parseInt(broker.guarded().replaceFirst(".*:", ""));
    }

    private static String event(int id) {
        return "{\"specversion\": \"1.0\", \"source\": \"/ci\", \"id\": \"" + id
                + "\", \"type\": \"com.example.done\"}";
    }

    private String ask(String sql) {
        try {
            return journal.read(connection -> {
                try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
                    return row.next() ? row.getString(1) : "";
                }
            }).await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String waiting() {
        return ask("SELECT COUNT(*) FROM alerts_waiting");
    }

    private Health.Status status(String part) {
        return health.parts().getOrDefault(part, new Health.Part(Health.Status.DOWN, "")).status();
    }

    private String reason(String part) {
        return health.parts().getOrDefault(part, new Health.Part(Health.Status.DOWN, "")).reason();
    }

    private double records(String result) {
        return meters.get("dockmedic.kafka.records").tag("result", result).counter().count();
    }

    @Test
    void eachIsTakenOnceAndWhatIsNoneGoesToItsOwnTopicWithTheReason() throws Exception {
        talk.topic("mixed", 2);
        talk.topic("mixed-dead", 1);
        begin("mixed", Optional.of("mixed-dead"), guarded());
        talk.send("mixed", "a", event(1), Map.of());
        talk.send("mixed", "a", "{\"version\": \"4\"}", Map.of("trace", "7"));
        talk.send("mixed", "b", event(1), Map.of());
        talk.send("mixed", "a", event(2), Map.of());
        talk.flush();

        await().atMost(SOON).until(() -> talk.behind("mixed", "mixed") == 0);
        assertThat(waiting()).isEqualTo("2");
        assertThat(records("taken")).isEqualTo(3);
        assertThat(records("put_aside")).isEqualTo(1);
        var dead = talk.read("mixed-dead", 1);
        assertThat(dead).hasSize(1);
        assertThat(dead.getFirst().key()).isEqualTo("a");
        assertThat(dead.getFirst().value()).isEqualTo("{\"version\": \"4\"}");
        assertThat(header(dead.getFirst().headers(), "trace")).isEqualTo("7");
        assertThat(header(dead.getFirst().headers(), "dockmedic-reason")).contains("alerts is no list");
        assertThat(header(dead.getFirst().headers(), "dockmedic-topic")).isEqualTo("mixed");
        assertThat(header(dead.getFirst().headers(), "dockmedic-kind")).isEqualTo("payload");
        assertThat(ask("SELECT topic || ' ' || kind || ' ' || put_aside FROM kafka_refused"))
                .isEqualTo("mixed payload 1");
        assertThat(reason("kafka.refused")).contains("alerts is no list");
        await().atMost(SOON).until(() -> status(TopicStage.PART) == Health.Status.UP);
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Tag("long")
    @Test
    void withoutATopicForItWhatIsNoneIsPassedOverAndWrittenDown() throws Exception {
        talk.topic("plain", 1);
        begin("plain", Optional.empty(), guarded());
        talk.send("plain", "a", "none", Map.of());
        talk.send("plain", "a", event(1), Map.of());
        talk.flush();

        await().atMost(SOON).until(() -> talk.behind("plain", "plain") == 0);
        assertThat(waiting()).isEqualTo("1");
        assertThat(records("left_out")).isEqualTo(1);
        assertThat(ask("SELECT part || '@' || place || ' ' || put_aside FROM kafka_refused")).isEqualTo("0@0 0");
    }

    @Test
    void nothingIsCommittedBeforeTheJournalHasIt() throws Exception {
        talk.topic("moody", 1);
        refusing = true;
        begin("moody", Optional.empty(), guarded());
        talk.send("moody", "a", event(1), Map.of());
        talk.send("moody", "a", "none", Map.of());
        talk.flush();

        await().atMost(SOON).until(() -> status("kafka.intake") == Health.Status.DEGRADED);
        assertThat(reason("kafka.intake")).isEqualTo("records wait in their topics: full");
        assertThat(talk.behind("moody", "moody")).isEqualTo(2);
        refusing = false;
        await().atMost(SOON).until(() -> talk.behind("moody", "moody") == 0);
        assertThat(status("kafka.intake")).isEqualTo(Health.Status.UP);
        assertThat(waiting()).isEqualTo("1");
    }

    /** So that nobody of its group reads it again. */
    @Test
    void whatBecameSafeAtTheEndIsCommitted() throws Exception {
        talk.topic("leaving", 1);
        talk.send("leaving", "a", "none", Map.of());
        talk.flush();
        Cluster cluster = new Cluster(List.of(new Broker("127.0.0.1", guarded())), new Security(false,
                Optional.of(new Security.Login(Security.Mechanism.PLAIN, RealBroker.USER, RealBroker.PASSWORD)),
                Optional.empty(), Optional.empty()));
        Link.Line line = new Link.Line() {
            @Override
            public void works(String missing) {
                // As it should.
            }

            @Override
            public void lost(String why) {
                // Seen by what is not committed.
            }
        };
        AtomicReference<Link.Client> itself = new AtomicReference<>();
        AtomicBoolean left = new AtomicBoolean();
        itself.set(TopicReader.open(new Reading(cluster, List.of("leaving"), "leaving", Optional.empty()),
                new Batches(new LetterReader(Seal.NOT_NEEDED), clock), (batch, safe) -> {
                    await().until(() -> itself.get() != null);
                    Objects.requireNonNull(itself.get()).close().onComplete(over -> left.set(true));
                    safe.run();
                }, lag -> {}, clock, line));
        await().atMost(SOON).untilTrue(left);
        assertThat(talk.behind("leaving", "leaving")).isZero();
    }

    @Tag("long")
    @Test
    void aBrokerThatIsAwayIsWaitedForWithoutAClientAndSoIsATopic() throws Exception {
        RealBroker late = new RealBroker(folder.resolve("late"));
        begin("late", Optional.empty(), Integer.parseInt(late.guarded().replaceFirst(".*:", "")));
        await().atMost(SOON).until(() -> reason(TopicStage.PART).startsWith("no broker answers"));
        assertThat(reads()).isFalse();

        try (RealBroker open = late.start(); BrokerTalk there = new BrokerTalk(open)) {
            await().atMost(SOON).until(() -> reason(TopicStage.PART).contains("no topic late"));
            there.topic("late", 1);
            there.send("late", "a", event(1), Map.of());
            there.flush();
            await().atMost(SOON.multipliedBy(2)).until(() -> there.behind("late", "late") == 0);

            open.kill();
            await().atMost(SOON.multipliedBy(2)).until(() -> status(TopicStage.PART) == Health.Status.DEGRADED);
            await().atMost(SOON).until(() -> !reads());
            open.start();
            there.send("late", "a", event(2), Map.of());
            await().atMost(SOON.multipliedBy(2)).until(() -> waiting().equals("2"));
        }
    }

    /** Whether there is a thread that reads. */
    private static boolean reads() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(one -> one.getName().equals("dockmedic-kafka-in"));
    }

    @Tag("long")
    @Test
    void aCertificateIsALoginToo() throws Exception {
        talk.topic("mutual", 1);
        Path files = folder.resolve("broker");
        begin("mutual", Optional.empty(), Integer.parseInt(broker.withCertificate().replaceFirst(".*:", "")),
                new Security(true, Optional.empty(), Optional.of(files.resolve("ca.pem")),
                        Optional.of(new Security.Identity(files.resolve("cert.pem"), files.resolve("key.pem")))));
        talk.send("mutual", "a", event(1), Map.of());
        talk.flush();

        await().atMost(SOON).until(() -> talk.behind("mutual", "mutual") == 0);
        assertThat(waiting()).isEqualTo("1");
    }

    private void isLetIn(String topic, int port, boolean encrypted, Security.Mechanism mechanism) throws Exception {
        talk.topic(topic, 1);
        talk.topic(topic + "-dead", 1);
        talk.scram("reader", "pass, \"word\"");
        begin(topic, Optional.of(topic + "-dead"), port, new Security(encrypted,
                Optional.of(new Security.Login(mechanism, "reader", "pass, \"word\"")),
                encrypted ? Optional.of(folder.resolve("broker/ca.pem")) : Optional.empty(), Optional.empty()));
        talk.send(topic, "a", event(1), Map.of());
        talk.send(topic, "a", "none", Map.of());
        talk.flush();

        await().atMost(SOON).until(() -> talk.behind(topic, topic) == 0);
        assertThat(waiting()).isEqualTo("1");
        assertThat(talk.read(topic + "-dead", 1)).hasSize(1);
        assertThat(status(TopicStage.PART)).isEqualTo(Health.Status.UP);
    }

    @Test
    void aPasswordIsProvenOverTlsWithoutBeingSent() throws Exception {
        isLetIn("secure", Integer.parseInt(broker.secure().replaceFirst(".*:", "")), true,
                Security.Mechanism.SCRAM_SHA_512);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"SCRAM_SHA_256", "SCRAM_SHA_512"})
    void aPasswordIsProvenWithoutBeingSent(Security.Mechanism mechanism) throws Exception {
        isLetIn(mechanism.word(), guarded(), false, mechanism);
    }

    @Test
    void aPasswordThatIsWrongIsSaid() throws Exception {
        talk.scram("other", "right");
        begin("none", Optional.empty(), guarded(), new Security(false,
                Optional.of(new Security.Login(Security.Mechanism.SCRAM_SHA_512, "other", "hunter2")), Optional.empty(),
                Optional.empty()));

        await().atMost(SOON).until(() -> reason(TopicStage.PART).startsWith("the brokers do not let us in"));
        assertThat(reason(TopicStage.PART)).doesNotContain("hunter2");
    }

    @Test
    void aLoginThatIsWrongIsSaid() throws Exception {
        // The port for everybody knows of no logins.
        begin("any", Optional.empty(), Integer.parseInt(broker.open().replaceFirst(".*:", "")));

        await().atMost(SOON)
                .until(() -> reason(TopicStage.PART).startsWith("the brokers do not let us in"));
    }
}
