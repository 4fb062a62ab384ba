package io.dockmedic.remediation.escalate.kafka;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.kafka.Broker;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Security;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Audience;
import io.dockmedic.remediation.escalate.Credentials;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.escalate.Reminding;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an incident to a topic of a real broker, which is away at first, over our own restart. */
class TopicReceiverTest {
    private static final String TOPIC = "calls";

    @TempDir
    Path home;

    private RealBroker broker;

    @BeforeEach
    void prepare() throws Exception {
        broker = new RealBroker(home.resolve("broker"));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private Hospital hospital() {
        int port = Integer.parseInt(broker.open().replaceFirst(".*:", ""));
        KafkaDialect dialect = new KafkaDialect(
                new Cluster(List.of(new Broker("127.0.0.1", port)), Security.NONE), TOPIC);
        return new Hospital(home.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT,
                List.of(new Receiver("bus", dialect.address(), dialect, Credentials.NONE, Reminding.NONE,
                        Audience.EVERYTHING)),
                true, null)).settled();
    }

    @Test
    void whatIsToldIsThereInOrderAtLeastOnceAlsoOverARestart() throws Exception {
        Incident one;
        try (Hospital first = hospital()) {
            first.engine.running = false;
            first.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
            one = incident("i1", "ContainerExited", crash(first.time.now()));
            first.incident(FIRED, one, RESTART_THEN_TELL);
            first.pass(3);
            first.until(() -> first.meters.find("dockmedic.escalations").tag("result", "failed").counter() != null);
            assertThat(first.count("remediation_deliveries WHERE state = 'delivered'")).as("nobody is there").isZero();
        }
        broker.start();
        try (BrokerTalk talk = new BrokerTalk(broker); Hospital second = hospital()) {
            talk.topic(TOPIC, 3);
            second.incident(RESTORED, one, RESTART_THEN_TELL);
            second.until(() -> {
                second.pass(5);
                return second.count("remediation_deliveries WHERE state = 'delivered'") == 1;
            });
            second.incident(RESOLVED, one, RESTART_THEN_TELL);
            second.until(() -> second.count("remediation_deliveries WHERE state = 'delivered'") == 2);

            List<ConsumerRecord<String, String>> records = talk.read(TOPIC, 2);
            assertThat(records).extracting(ConsumerRecord::key).containsOnly("i1");
            assertThat(records).extracting(ConsumerRecord::partition)
                    .as("one after the other")
                    .hasSize(2)
                    .containsOnly(
                            records.getFirst().partition());
            List<JsonObject> events = records.stream().map(record -> new JsonObject(record.value())).toList();
            assertThat(events).extracting(event -> event.getString("type"))
                    .containsExactly("io.dockmedic.told.escalation", "io.dockmedic.told.resolved");
            assertThat(events).extracting(event -> event.getString("id")).containsExactly("i1/1", "i1/resolved");
            assertThat(events.getFirst().getString("source")).isEqualTo("/dockmedic/host");
            assertThat(events.getFirst().getString("subject")).isEqualTo("web");
            assertThat(events.getFirst().getJsonObject("data").getJsonObject("incident").getString("rule"))
                    .isEqualTo("ContainerExited");
            assertThat(new String(records.getFirst().headers().lastHeader("content-type").value(),
                    StandardCharsets.UTF_8)).startsWith("application/cloudevents+json");
        }
    }
}
