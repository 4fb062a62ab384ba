package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program between a real broker and a real engine: alerts that come by a topic heal the container that they name,
 * and what comes of it goes out by another. It is there before the broker is.
 */
@RealEngine
class KafkaTest {
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 0.05; done";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateEngine engine;
    private RealBroker broker;
    private Spine spine;

    KafkaTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        Files.writeString(Files.createDirectory(home.resolve("rules.d")).resolve("alerts.yml"), AlertsTest.rule());
        Files.writeString(home.resolve("word"), RealBroker.PASSWORD + "\n");
        broker = new RealBroker(home.resolve("broker"));
        spine = Spine.ready(engine.dockerHost(), home, """
                kafka:
                  brokers: ["%s"]
                  login: {mechanism: PLAIN, user: %s, password_file: word}
                  read: {topics: [alerts], group: medic, dead_letters: dead}
                  publish: {topic: medic-out}
                """.formatted(broker.guarded(), RealBroker.USER));
        engine.run("slow", Map.of("dockmedic.heal", "true"), "sh", "-c", OBEYS);
    }

    @AfterEach
    void stop() {
        spine.close();
        broker.close();
        engine.docker("rm", "--force", "slow");
    }

    private static String alert(String container, String status, Instant startsAt) {
        return """
                {"version": "4", "status": "firing", "alerts": [{"status": "%s", "startsAt": "%s", "fingerprint": "%s",
                 "labels": {"alertname": "HighLatency", "name": "%3$s"}, "annotations": {}}]}
                """.formatted(status, startsAt, container);
    }

    @Test
    void anAlertOnATopicHealsItsContainerOnce() {
        // A broker that is away is no reason not to be ready.
        assertThat(spine.body("/-/ready")).contains("no broker");
        broker.start();
        try (BrokerTalk talk = new BrokerTalk(broker)) {
            talk.topic("alerts", 2);
            talk.topic("dead", 1);
            talk.topic("medic-out", 1);
            // The pauses between two looks for a broker have grown meanwhile.
            await().atMost(Spine.SOON.multipliedBy(3))
                    .until(() -> spine.body("/metrics").contains("dockmedic_kafka_connected{part=\"kafka.in\"} 1.0"));
            Instant began = Instant.ofEpochSecond(1_700_000_000);
            talk.send("alerts", "one", alert("slow", "firing", began), Map.of());
            talk.send("alerts", "two", alert("slow", "firing", began), Map.of());
            talk.send("alerts", "one", "no alert", Map.of("trace", "7"));
            talk.flush();

            JsonNode healed = spine.incident("HighLatency/slow", "SlowService", "healed");
            assertThat(healed.at("/evidence/0/kind").asText()).isEqualTo("external.alert");
            assertThat(Spine.restarts(engine, "slow")).isEqualTo(1);

            ConsumerRecord<String, String> dead = talk.read("dead", 1).getFirst();
            assertThat(dead.value()).isEqualTo("no alert");
            await().atMost(Spine.SOON).until(() -> talk.behind("medic", "alerts") == 0);
            assertThat(spine.body("/metrics")).contains("dockmedic_kafka_records_total{result=\"taken\"} 2.0",
                    "dockmedic_kafka_records_total{result=\"put_aside\"} 1.0");

            talk.send("alerts", "one", alert("slow", "resolved", began), Map.of());
            await().atMost(Spine.SOON).until(() -> spine.resolved("SlowService").isPresent());
            published(talk);
        }
    }

    /** What a stranger reads of it: as the page of the documentation says. */
    private static void published(BrokerTalk talk) {
        List<JsonNode> told = new ArrayList<>();
        await().atMost(Spine.SOON).until(() -> {
            told.clear();
            for (ConsumerRecord<String, String> record : talk.read("medic-out", 1)) {
                told.add(JSON.readTree(record.value()));
            }
            return told.stream()
                    .anyMatch(one -> isOurs(one) && one.path("type").asText().equals("io.dockmedic.incident.resolved"));
        });
        assertThat(told).extracting(one -> one.path("id").asText()).doesNotHaveDuplicates();
        assertThat(told).allSatisfy(one -> {
            assertThat(one.path("specversion").asText()).isEqualTo("1.0");
            assertThat(one.path("source").asText()).startsWith("/dockmedic/");
        });
        JsonNode first = told.stream().filter(KafkaTest::isOurs).findFirst().orElseThrow();
        assertThat(first.path("type").asText()).isEqualTo("io.dockmedic.incident.fired");
        assertThat(first.at("/data/evidence/0/container/name").asText()).isEqualTo("slow");
        assertThat(told).anySatisfy(one -> {
            assertThat(one.path("type").asText()).isEqualTo("io.dockmedic.remedy");
            assertThat(one.at("/data/state").asText()).isEqualTo("healed");
        });
    }

    /** Other incidents of the machine may be told too. */
    private static boolean isOurs(JsonNode told) {
        return told.path("subject").asText().equals("HighLatency/slow");
    }
}
