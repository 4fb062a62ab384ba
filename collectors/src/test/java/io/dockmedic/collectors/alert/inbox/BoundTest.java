package io.dockmedic.collectors.alert.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.alert.payload.Reported;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.journal.Tables;
import io.dockmedic.collectors.base.time.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many alerts come, only so many are known. */
class BoundTest {
    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path home;

    private SqliteJournal journal;

    @BeforeEach
    void anOlderJournal() throws Exception {
        Tables now = AlertStore.TABLES;
        start(new Tables(now.owner(), now.migrations().subList(0, 1), List.of()));
    }

    @AfterEach
    void stop() throws Exception {
        journal.close().await(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void start(Tables tables) throws Exception {
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(tables), Retention.DEFAULT, time, time,
                new Health(), meters, vertx);
        journal.opened().await(10, TimeUnit.SECONDS);
    }

    private AlertInbox upgraded(int most) throws Exception {
        journal.close().await(10, TimeUnit.SECONDS);
        start(AlertStore.TABLES);
        return new AlertInbox(new AlertStore(journal, most), time, meters);
    }

    private static Reported alert(int number) {
        return new Reported("f" + number, true, "2026-11-01T00:00:00Z", Map.of("alertname", "Slow"), Map.of());
    }

    private int take(AlertInbox inbox, int from, int to) throws Exception {
        time.advance(Duration.ofMillis(1));
        return inbox.take(IntStream.range(from, to).mapToObj(BoundTest::alert).toList())
                .await(10, TimeUnit.SECONDS)
                .fresh();
    }

    private String ask(String sql) throws Exception {
        return journal.read(connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? row.getString(1) : "";
            }
        }).await(10, TimeUnit.SECONDS);
    }

    private double forgotten() {
        return meters.get("dockmedic.alerts").tag("result", "forgotten").counter().count();
    }

    @Test
    void thoseNotSeenForLongestAreForgotten() throws Exception {
        AlertInbox inbox = upgraded(50);
        take(inbox, 0, 30);
        take(inbox, 30, 50);
        assertThat(take(inbox, 0, 10)).as("seen again").isZero();
        take(inbox, 50, 60);
        assertThat(ask("SELECT COUNT(*) FROM alerts_known")).isEqualTo("50");
        assertThat(forgotten()).isEqualTo(10);
        assertThat(take(inbox, 0, 10)).as("still known").isZero();
        assertThat(take(inbox, 30, 60)).as("still known").isZero();
        assertThat(take(inbox, 10, 20)).as("they were seen longest ago").isEqualTo(10);
        assertThat(ask("SELECT COUNT(*) FROM alerts_waiting")).as("what waits is not touched").isEqualTo("70");
    }

    @Test
    void anOlderJournalWithMoreIsBroughtDownPieceByPiece() throws Exception {
        journal.write(connection -> {
            try (Statement insert = connection.createStatement()) {
                return insert.executeUpdate("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
                        + " WHERE i < 7999) INSERT INTO alerts_known SELECT 'f' || i, '2026-11-01T00:00:00Z', 0, i FROM n");
            }
        }).await(10, TimeUnit.SECONDS);

        AlertInbox inbox = upgraded(100);
        assertThat(ask("SELECT name FROM sqlite_master WHERE name = 'alerts_known_seen'")).isNotEmpty();
        assertThat(take(inbox, 7_999, 8_000)).as("known from before").isZero();
        assertThat(ask("SELECT COUNT(*) FROM alerts_known")).isEqualTo("8000");
        take(inbox, 8_000, 8_001);
        assertThat(ask("SELECT COUNT(*) FROM alerts_known")).isEqualTo("3001");
        take(inbox, 8_001, 8_002);
        assertThat(ask("SELECT COUNT(*) FROM alerts_known")).isEqualTo("99");
        assertThat(forgotten()).isEqualTo(7_903);
        assertThat(take(inbox, 7_999, 8_002)).as("still known").isZero();
    }
}
