package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.kafka.BrokerTalk;
import io.dockmedic.testkit.kafka.RealBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts by the thousand come by a topic, and incidents go out by another, while the program and the broker are killed in
 * between: no alert is lost, none is told twice, and each incident's beginning and end come out, in this order. How many is set
 * with {@code -Ddockmedic.kafka.alerts}, a multiple of {@code -Ddockmedic.kafka.few}, of which one becomes an incident.
 */
@Tag("long")
class KafkaLossTest {
    private static final int ALERTS = Integer.getInteger("dockmedic.kafka.alerts", 5_000);
    /** Of so many alerts one becomes an incident. */
    private static final int FEW = Integer.getInteger("dockmedic.kafka.few", 100);
    /** Of the incidents every second one ends. */
    private static final int ENDED = (ALERTS / FEW + 1) / 2;
    private static final Duration LONG = Duration.ofSeconds(60L + ALERTS / 100);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private static String alert(int number, String status) {
        return """
                {"version": "4", "alerts": [{"status": "%s", "startsAt": "2026-11-01T10:00:00Z",
                 "fingerprint": "f%d", "labels": {"alertname": "%s", "name": "nobody"}}]}
                """.formatted(status, number, number % FEW == 0 ? "Picked" : "Other");
    }

    private static void end(BrokerTalk talk) {
        for (int number = 0; number < ALERTS; number += 2 * FEW) {
            talk.send("alerts", Integer.toString(number), alert(number, "resolved"), Map.of());
        }
    }

    private static void send(BrokerTalk talk, int from, int to) {
        for (int number = from; number < to; number++) {
            String alert = alert(number, "firing");
            talk.send("alerts", Integer.toString(number), alert, Map.of());
            // As the other of a pair would.
            if (number % 7 == 0) {
                talk.send("alerts", "again" + number, alert, Map.of());
            }
        }
    }

    private long ask(String sql) {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException busy) {
            return -1;
        }
    }

    private long known() {
        return ask("SELECT COUNT(*) FROM alerts_known");
    }

    private static void atLeast(Duration patience, Callable<Boolean> holds) {
        await().atMost(patience).pollInterval(Duration.ofMillis(100)).until(holds);
    }

    @Test
    void noneIsLostAndNoneIsToldTwiceWhoeverIsKilled() throws Exception {
        Files.writeString(Files.createDirectory(home.resolve("rules.d")).resolve("picked.yml"), """
                groups:
                  - name: picked
                    rules:
                      - alert: Picked
                        on: external.alert
                        when: event.alert == 'Picked' && event.status == 'firing'
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                """);
        Files.writeString(home.resolve("word"), RealBroker.PASSWORD);
        try (RealBroker broker = new RealBroker(home.resolve("broker")).start();
                Forked program = new Forked(home);
                BrokerTalk talk = new BrokerTalk(broker)) {
            Files.writeString(home.resolve("dockmedic.yml"), """
                    engine: {address: "unix://%s/no-engine.sock"}
                    listen: 127.0.0.1:0
                    data_directory: data
                    runtime_directory: run
                    kernel_log: false
                    kafka:
                      brokers: ["%s"]
                      login: {mechanism: PLAIN, user: %s, password_file: word}
                      read: {topics: [alerts], group: medic}
                      publish: {topic: medic-out}
                    """.formatted(home, broker.guarded(), RealBroker.USER));
            talk.topic("alerts", 4);
            talk.topic("medic-out", 1);
            program.start();

            send(talk, 0, ALERTS / 4);
            atLeast(LONG, () -> known() > ALERTS / 8);
            program.kill();
            program.start();
            send(talk, ALERTS / 4, ALERTS / 2);
            talk.flush();
            atLeast(LONG, () -> known() > ALERTS / 4);
            send(talk, ALERTS / 2, 3 * ALERTS / 4);
            broker.kill();
            send(talk, 3 * ALERTS / 4, ALERTS);
            broker.start();
            talk.flush();

            atLeast(LONG.multipliedBy(2), () -> known() == ALERTS);
            atLeast(LONG, () -> talk.behind("medic", "alerts") == 0);
            end(talk);
            talk.flush();
            atLeast(LONG, () -> ask("SELECT COUNT(*) FROM alerts_known WHERE resolved = 1") == ENDED);
            atLeast(LONG, () -> talk.behind("medic", "alerts") == 0);
            assertThat(ask("SELECT seq FROM sqlite_sequence WHERE name = 'alerts_waiting'")).as("told to rules, ever")
                    .isEqualTo(ALERTS + ENDED);
            atLeast(LONG.multipliedBy(2), () -> ask("SELECT COUNT(*) FROM alerts_waiting") == 0);
            assertThat(ask("SELECT COUNT(*) FROM rules_incident WHERE rule = 'Picked'"))
                    .isEqualTo(ALERTS / FEW);
            assertThat(ask("SELECT COUNT(*) FROM rules_incident WHERE rule = 'Picked'"
                    + " AND json LIKE '%\"count\":1,%'")).as("told once").isEqualTo(ALERTS / FEW);
            atLeast(LONG, () -> ask(
                    "SELECT COUNT(*) FROM rules_incident WHERE rule = 'Picked' AND state = 'resolved'") == ENDED);
            atLeast(LONG, () -> ask("SELECT COUNT(*) FROM publish_outbox WHERE sent = 0") == 0);
            allCameOut(talk.read("medic-out", 1));
        }
    }

    /** Each incident is told of as fired and, of those whose alert ended, as resolved, in this order; some of it twice. */
    private static void allCameOut(List<ConsumerRecord<String, String>> records) throws Exception {
        Map<String, Long> ids = new HashMap<>();
        Map<String, Long> fired = new HashMap<>();
        Map<String, Long> resolved = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            JsonNode event = JSON.readTree(record.value());
            ids.merge(event.path("id").asText(), 1L, Long::sum);
            String incident = event.path("subject").asText();
            switch (event.path("type").asText()) {
                case "io.dockmedic.incident.fired" -> fired.putIfAbsent(incident, record.offset());
                case "io.dockmedic.incident.resolved" -> resolved.putIfAbsent(incident, record.offset());
                default -> {
                    // Not about the beginning or the end of an incident.
                }
            }
        }
        System.out.println("messages: " + records.size() + ", different ones: " + ids.size() + ", came twice or more: "
                + ids.values().stream().filter(times -> times > 1).count());
        assertThat(fired).hasSize(ALERTS / FEW);
        assertThat(resolved).hasSize(ENDED);
        assertThat(ids).as("one for each beginning and each end").hasSize(ALERTS / FEW + ENDED);
        assertThat(resolved).allSatisfy((incident, at) -> assertThat(fired.get(incident)).isLessThan(at));
    }
}
