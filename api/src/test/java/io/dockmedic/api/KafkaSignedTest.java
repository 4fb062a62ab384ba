package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.alert.kafka.RefusedStore;
import io.dockmedic.collectors.alert.kafka.TopicStage;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic of a real broker that asks nobody who they are: what is signed is taken, all else put aside with the reason. */
class KafkaSignedTest {
    private static final byte[] SECRET = "known to both sides alone".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "known to nobody but a forger".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private final SystemClock clock = new SystemClock();

    private static String event(String id) {
        return "{\"specversion\": \"1.0\", \"source\": \"/ci\", \"id\": \"" + id
                + "\", \"type\": \"com.example.done\"}";
    }

    /** As Standard Webhooks signs. */
    private static Map<String, String> signed(byte[] secret, String id, Instant at, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] signature = mac
                .doFinal((id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
        return Map.of("webhook-id", id, "webhook-timestamp", Long.toString(at.getEpochSecond()), "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(signature));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private Config config(RealBroker broker) throws Exception {
        Path secrets = Files.writeString(home.resolve("secrets"),
                "whsec_" + Base64.getEncoder().encodeToString(SECRET) + "\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        Path file = Files.writeString(home.resolve("dockmedic.yml"), """
                kafka:
                  brokers: ["%s"]
                  read: {topics: [signed], group: medic, dead_letters: dead, signing_file: secrets}
                """.formatted(broker.open()));
        ConfigFile.Outcome read = new ConfigFile(Surroundings.ours()).read(Optional.of(file));
        assertThat(read).isInstanceOf(ConfigFile.Good.class);
        return ((ConfigFile.Good) read).config();
    }

    @Test
    void whatIsSignedIsTakenAndAllElseIsPutAsideWithTheReason() throws Exception {
        Vertx vertx = Vertx.vertx();
        Health health = new Health();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        SqliteJournal journal = SqliteJournal.open(home.resolve("journal.db"),
                List.of(AlertStore.TABLES, RefusedStore.TABLES), Retention.DEFAULT, clock, new VertxTimers(vertx),
                health, meters, vertx);
        try (RealBroker broker = new RealBroker(home.resolve("broker")).start();
                BrokerTalk talk = new BrokerTalk(broker)) {
            talk.topic("signed", 1);
            talk.topic("dead", 1);
            Config config = config(broker);
            vertx.deployVerticle(new TopicStage(config.kafka().reading(), Admission.seal(config, clock), "h1",
                    new AlertInbox(new AlertStore(journal), clock, meters), new RefusedStore(journal), clock, health,
                    meters)).await(60, TimeUnit.SECONDS);

            Instant now = clock.now();
            talk.send("signed", "right", event("1"), signed(SECRET, "m1", now, event("1")));
            talk.send("signed", "waited", event("2"), signed(SECRET, "m2", now.minus(Duration.ofDays(4)), event("2")));
            talk.send("signed", "unsigned", event("3"), Map.of());
            talk.send("signed", "forged", event("4"), signed(OTHER, "m4", now, event("4")));
            talk.send("signed", "changed", event("5"), signed(SECRET, "m5", now, event("1")));
            talk.send("signed", "old", event("6"), signed(SECRET, "m6", now.minus(Duration.ofDays(6)), event("6")));
            Map<String, String> binary = new HashMap<>(signed(SECRET, "m7", now, "{}"));
            binary.putAll(Map.of("ce_specversion", "1.0", "ce_id", "7", "ce_source", "/ci", "ce_type", "t"));
            talk.send("signed", "binary", "{}", binary);
            talk.send("signed", "none", "{}", signed(SECRET, "m8", now, "{}"));
            talk.flush();

            await().atMost(Spine.SOON).until(() -> talk.behind("medic", "signed") == 0);
            assertThat(ids(journal)).containsExactly("1", "2");
            List<ConsumerRecord<String, String>> dead = talk.read("dead", 6);
            assertThat(dead).extracting(ConsumerRecord::key)
                    .containsExactly("unsigned", "forged", "changed", "old", "binary", "none");
            assertThat(dead).extracting(one -> header(one, "dockmedic-kind"))
                    .containsExactly("signature", "signature", "signature", "signature", "signature", "payload");
            assertThat(dead.subList(0, 4)).allSatisfy(one -> assertThat(header(one, "dockmedic-reason"))
                    .isEqualTo("its signature is missing, does not hold, or is too old"));
            assertThat(header(dead.get(4), "dockmedic-reason")).contains("does not cover its attributes in headers");
            assertThat(dead.get(1).value()).isEqualTo(event("4"));
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
            journal.close().await(60, TimeUnit.SECONDS);
        }
    }

    private static List<String> ids(SqliteJournal journal) throws Exception {
        return journal.read(connection -> {
            List<String> ids = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement
                            .executeQuery("SELECT json_extract(alert, '$.id') FROM alerts_waiting ORDER BY id")) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }).await(60, TimeUnit.SECONDS);
    }
}
