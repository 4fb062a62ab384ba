package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.api.schema.PublishedSchema;
import io.dockmedic.api.schema.Schemas;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private final PrivateEngine engine;
    private RealBroker broker;
    private Spine spine;

    KafkaTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start() throws Exception {
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
    void anAlertOnATopicHealsItsContainerOnce() throws Exception {
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
            // Each answer is held against openapi.yaml.
            assertThat(List.of("/api/v1/status", "/api/v1/rules", "/api/v1/containers", "/api/v1/incidents?brief=true",
                    "/api/v1/brakes", "/api/v1/approvals", "/api/v1/audit", "/api/v1/advice", "/api/v1/reports",
                    "/api/v1/gpus", "/api/v1/gpus/release",
                    "/api/v1/incidents/" + spine.resolved("SlowService").orElseThrow().path("id").asText()))
                    .allSatisfy(path -> assertThat(spine.status(path)).as(path).isEqualTo(200));
            theExampleOfTheDocumentationSaysWhatFires();
        }
    }

    private void theExampleOfTheDocumentationSaysWhatFires() throws Exception {
        Matcher block = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", "kafka.md")));
        assertThat(block.find()).isTrue();
        Path source = Files.writeString(home.resolve("FollowIncidents.java"), block.group(1));
        Path said = home.resolve("said");
        Process example = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), source.toString(), broker.open(), "medic-out")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(said).content().contains(": HighLatency fires for slow"));
        } finally {
            example.destroyForcibly();
            example.onExit().get(60, TimeUnit.SECONDS);
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
        Validator strict = PublishedSchema.strict();
        assertThat(told).allSatisfy(
                one -> assertThat(Schemas.problems(strict, new JsonObject(one.toString()))).as("%s", one).isEmpty());
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
