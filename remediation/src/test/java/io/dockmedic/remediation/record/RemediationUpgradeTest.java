package io.dockmedic.remediation.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.journal.Tables;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
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

/** A journal from before acts held anything, and from before services were taken back to older images. */
class RemediationUpgradeTest {
    private static final int WITHOUT_HOLDS = 5;
    private static final int WITHOUT_ROLLBACKS = 11;

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path dir;

    private SqliteJournal open(Tables tables) {
        ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(tables), Retention.DEFAULT, time,
                time, new Health(), new SimpleMeterRegistry(), vertx);
        result(journal.opened());
        return journal;
    }

    @Test
    void whatWasStoppedIsHeldAndWhatWasPausedIsNot() {
        Tables now = RemediationTables.keeping(Duration.ofHours(3));
        try {
            SqliteJournal before = open(
                    new Tables(now.owner(), now.migrations().subList(0, WITHOUT_HOLDS), List.of()));
            result(before.write(connection -> {
                try (Statement insert = connection.createStatement()) {
                    return insert.executeUpdate("INSERT INTO remediation_acts VALUES" + act("stop", "done") + ","
                            + act("kill", "refused") + "," + act("pause", "done") + "," + act("restart", "done"));
                }
            }));
            result(before.close());
            SqliteJournal after = open(now);
            String held = result(after.read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT group_concat(id) FROM remediation_acts WHERE holds = 1")) {
                    row.next();
                    return row.getString(1);
                }
            }));
            assertThat(held).isEqualTo("stop");
            result(after.close());
        } finally {
            result(vertx.close());
        }
    }

    @Test
    void whatRanWellBeforeIsStillKnownAndNothingWasTakenBack() {
        Tables now = RemediationTables.keeping(Duration.ofHours(3));
        Instant at = Instant.parse("2026-11-01T00:00:00Z");
        try {
            SqliteJournal before = open(
                    new Tables(now.owner(), now.migrations().subList(0, WITHOUT_ROLLBACKS), List.of()));
            result(before.write(connection -> {
                try (Statement insert = connection.createStatement()) {
                    return insert.executeUpdate("INSERT INTO remediation_good_runs VALUES('web', 'c', 1, '"
                            + "{\"settings\":{\"image id\":\"sha256:1\"},\"fingerprints\":{},\"key\":\"\"}')");
                }
            }));
            result(before.close());
            SqliteJournal after = open(now);
            assertThat(result(new GoodRuns(after).of("web"))).get().satisfies(run -> {
                assertThat(run.imageId()).isEqualTo("sha256:1");
                assertThat(run.digest()).isEmpty();
            });
            Rollbacks rollbacks = new Rollbacks(after);
            assertThat(result(rollbacks.from("web", "sha256:2"))).isEmpty();
            Rollback rollback = new Rollback("web", "sha256:2", "sha256:1", at, "a1", "from 2 to 1", "by hand");
            result(rollbacks.begins(rollback));
            assertThat(result(rollbacks.from("web", "sha256:2"))).contains(rollback);
            assertThat(result(rollbacks.from("shop", "sha256:2"))).as("another service").isEmpty();
            assertThat(result(rollbacks.of("a1"))).contains(rollback);
            result(rollbacks.notDone("a1"));
            assertThat(result(rollbacks.from("web", "sha256:2"))).isEmpty();
            result(rollbacks.begins(rollback));
            result(rollbacks.came("a1", Rollback.State.UNDONE));
            Rollback again = new Rollback("web", "sha256:2", "sha256:1", at, "a2", "from 2 to 1", "by hand");
            result(rollbacks.begins(again));
            assertThat(result(rollbacks.from("web", "sha256:2"))).get().satisfies(twice -> {
                assertThat(twice.act() + twice.tries() + twice.state()).isEqualTo("a22BEGUN");
            });
            result(rollbacks.notDone("a2"));
            assertThat(result(rollbacks.from("web", "sha256:2"))).get().satisfies(once -> {
                assertThat(once.tries() + "" + once.state()).isEqualTo("1UNDONE");
            });
            result(after.close());
        } finally {
            result(vertx.close());
        }
    }

    private static String act(String call, String outcome) {
        return "('" + call + "', 1, 'i', 'R', 's', 'c', '" + call + "', 0, 0, NULL, 1, '" + outcome
                + "', 1, '', 0, '" + call + "', '{}', 0)";
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
