package io.dockmedic.rules.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesRetentionTest {
    @TempDir
    private Path dir;

    @Test
    void oldIncidentsGoWhenTheyAreOver() {
        Vertx vertx = Vertx.vertx();
        ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(RulesTables.TABLES),
                Retention.DEFAULT, time, time, new Health(), new SimpleMeterRegistry(), vertx);
        try {
            long old = time.now().minus(Duration.ofDays(31)).toEpochMilli();
            result(journal.write(connection -> {
                try (Statement insert = connection.createStatement()) {
                    return insert.executeUpdate("INSERT INTO rules_incident (id, rule, key, state, at, json) VALUES"
                            + " ('i1', 'R', 'web', 'resolved', " + old + ", '{}'),"
                            + " ('i2', 'R', 'db', 'firing', " + old + ", '{}')");
                }
            }));
            time.advance(Duration.ofMinutes(10));
            await().untilAsserted(() -> assertThat(ids(journal)).isEqualTo("i2"));
            assertThat(journal.writable()).isTrue();
        } finally {
            result(journal.close());
            result(vertx.close());
        }
    }

    @Test
    void whatIsKeptOfManyAlertsTakesNoIncidentAway() {
        Vertx vertx = Vertx.vertx();
        Health health = new Health();
        ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"),
                List.of(RulesTables.TABLES, AlertStore.TABLES), new Retention(Duration.ofDays(30), 1 << 20), time, time,
                health, new SimpleMeterRegistry(), vertx);
        try {
            long now = time.now().minus(Duration.ofMinutes(1)).toEpochMilli();
            result(journal.write(connection -> {
                try (Statement insert = connection.createStatement()) {
                    insert.executeUpdate("INSERT INTO rules_incident (id, rule, key, state, at, json) VALUES"
                            + " ('i1', 'R', 'web', 'resolved', " + now + ", '{}')");
                    return insert.executeUpdate("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
                            + " WHERE i < 19999) INSERT INTO alerts_known SELECT 'fingerprint' || i,"
                            + " '2026-11-01T00:00:00Z', 0, " + now + " FROM n");
                }
            }));
            time.advance(Duration.ofMinutes(10));
            await().untilAsserted(() -> assertThat(health.parts().get("journal.size")).isNotNull()
                    .returns(Health.Status.DEGRADED, Health.Part::status));
            assertThat(ids(journal)).isEqualTo("i1");
        } finally {
            result(journal.close());
            result(vertx.close());
        }
    }

    private static String ids(SqliteJournal journal) {
        return result(journal.read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT group_concat(id) FROM rules_incident")) {
                row.next();
                return row.getString(1);
            }
        }));
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
