package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two programs of one group share a topic of a real broker, and one of them is killed: what was its share goes to the other, no
 * alert is lost, and what both have had is no more than what was on its way when a partition changed hands.
 */
@Tag("long")
class KafkaGroupTest {
    private static final int PART = 2_000;
    /** A batch, and the one before it, whose offsets may not be committed yet; of each time that partitions change hands. */
    private static final int ON_THE_WAY = 200;
    private static final int CHANGES = 2;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path home;

    private Forked program(String name, RealBroker broker) throws Exception {
        Path own = Files.createDirectories(home.resolve(name));
        Files.writeString(own.resolve("word"), RealBroker.PASSWORD);
        Files.writeString(own.resolve("dockmedic.yml"), """
                engine: {address: "unix://%s/no-engine.sock"}
                listen: 127.0.0.1:0
                data_directory: data
                runtime_directory: run
                kernel_log: false
                kafka:
                  brokers: ["%s"]
                  login: {mechanism: PLAIN, user: %s, password_file: word}
                  read: {topics: [alerts], group: medic}
                """.formatted(own, broker.guarded(), RealBroker.USER));
        return new Forked(own);
    }

    private static void send(BrokerTalk talk, int from, int to) {
        for (int number = from; number < to; number++) {
            talk.send("alerts", Integer.toString(number), """
                    {"version": "4", "alerts": [{"status": "firing", "startsAt": "2026-11-01T10:00:00Z",
                     "fingerprint": "f%d", "labels": {"alertname": "Other", "name": "nobody"}}]}
                    """.formatted(number), Map.of());
        }
    }

    private Set<String> known(String name) {
        Set<String> known = new HashSet<>();
        try (Connection journal = DriverManager
                .getConnection("jdbc:sqlite:" + home.resolve(name).resolve("data/journal.db"));
                Statement statement = journal.createStatement();
                ResultSet rows = statement.executeQuery("SELECT fingerprint FROM alerts_known")) {
            while (rows.next()) {
                known.add(rows.getString(1));
            }
        } catch (SQLException busy) {
            // Asked again.
        }
        return known;
    }

    private Set<String> all() {
        Set<String> all = known("one");
        all.addAll(known("two"));
        return all;
    }

    @Test
    void whatOneThatIsKilledLeavesTheOtherTakes() throws Exception {
        try (RealBroker broker = new RealBroker(home.resolve("broker")).start();
                Forked one = program("one", broker);
                Forked two = program("two", broker);
                BrokerTalk talk = new BrokerTalk(broker)) {
            talk.topic("alerts", 4);
            one.start();
            send(talk, 0, PART);
            await().atMost(LONG).until(() -> known("one").size() > PART / 4);
            two.start();
            await().atMost(LONG).until(() -> {
                send(talk, PART, PART + 40);
                talk.flush();
                return !known("two").isEmpty();
            });
            send(talk, PART + 40, 2 * PART);
            await().atMost(LONG).until(() -> known("two").size() > PART / 10);
            two.kill();
            int before = known("one").size();
            send(talk, 2 * PART, 3 * PART);
            talk.flush();

            await().atMost(LONG).until(() -> all().size() == 3 * PART && talk.behind("medic", "alerts") == 0);
            assertThat(known("one")).as("it has taken over").hasSizeGreaterThanOrEqualTo(before + PART);
            Set<String> both = known("one");
            both.retainAll(known("two"));
            both.removeIf(alert -> Integer.parseInt(alert.substring(1)) >= PART
                    && Integer.parseInt(alert.substring(1)) < PART + 40);
            System.out.println("alerts that both have had: " + both.size());
            assertThat(both).hasSizeLessThanOrEqualTo(CHANGES * ON_THE_WAY);
        }
    }
}
