package io.dockmedic.remediation.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** A journal that is far too large and set to keep nothing: a budget is not forgotten all the same. */
class RemediationRetentionTest {
    private static final Retention NOTHING = new Retention(Duration.ofSeconds(1), 1);

    @TempDir
    private Path dir;

    @Test
    void whatABudgetCountsStays() {
        Vertx vertx = Vertx.vertx();
        ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"),
                List.of(RemediationTables.keeping(Duration.ofHours(3))), NOTHING, time, time, new Health(),
                new SimpleMeterRegistry(), vertx);
        try {
            long now = time.now().toEpochMilli();
            long counted = now - Duration.ofHours(2).toMillis();
            long old = now - Duration.ofHours(4).toMillis();
            // Steps that are skipped after some look back a day, whatever budgets do.
            long yesterday = now - Duration.ofHours(25).toMillis();
            result(journal.write(connection -> {
                try (Statement insert = connection.createStatement()) {
                    insert.executeUpdate(
                            "INSERT INTO remediation_acts VALUES"
                                    + act("counted", now - Duration.ofHours(23).toMillis(), "done", 0) + ","
                                    + act("gone", yesterday, "done", 0) + "," + act("down", yesterday, "done", 1) + ","
                                    + act("open", yesterday, "open", 0) + ","
                                    + act("raised", yesterday, "done", 0).replace("0, 'restart', '{}'",
                                            "0, 'raise', '{}'"));
                    return insert.executeUpdate("INSERT INTO remediation_ladders VALUES"
                            + ladder("told", old, 1, counted) + "," + ladder("over", old, 1, old) + ","
                            + ladder("fires", old, 0, old));
                }
            }));
            time.advance(Duration.ofMinutes(10));
            await().untilAsserted(() -> {
                assertThat(ids(journal, "SELECT group_concat(id) FROM remediation_acts"))
                        .isEqualTo("counted,down,open,raised");
                assertThat(ids(journal, "SELECT group_concat(incident) FROM remediation_ladders"))
                        .isEqualTo("fires,told");
            });
        } finally {
            result(journal.close());
            result(vertx.close());
        }
    }

    private static String act(String id, long at, String outcome, int holds) {
        return "('" + id + "', " + at + ", 'i', 'R', 's', 'c', 'restart', 0, 0, NULL, " + at + ", '" + outcome + "', "
                + at + ", '', 0, 'restart', '{}', 0, " + holds + ")";
    }

    private static String ladder(String incident, long at, int ended, long toldAt) {
        return "('" + incident + "', " + at + ", 'R', 's', 'told', " + ended + ", " + toldAt + ", '{}')";
    }

    private static String ids(SqliteJournal journal, String select) {
        return result(journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(select)) {
                row.next();
                return row.getString(1);
            }
        }));
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
