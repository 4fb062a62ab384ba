package io.dockmedic.collectors.alert.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.alert.payload.Reported;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertStoreTest {
    private static final int MOST = 400;

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private SqliteJournal journal;
    private AlertStore store;

    @BeforeEach
    void open() {
        SystemClock clock = new SystemClock();
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(AlertStore.TABLES), Retention.DEFAULT, clock,
                new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
        store = new AlertStore(journal, MOST);
    }

    @AfterEach
    void close() throws Exception {
        journal.close().await(60, TimeUnit.SECONDS);
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private int add(int from, int to, int at) throws Exception {
        Instant now = Instant.ofEpochSecond(at);
        return store.add(IntStream.range(from, to)
                .mapToObj(number -> store.text(new Arrival(new Reported("f" + number, true,
                        Instant.EPOCH.toString(), Map.of(), Map.of()), now)))
                .toList(), now).await(60, TimeUnit.SECONDS).size();
    }

    private int known() throws Exception {
        return journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM alerts_known")) {
                return rows.getInt(1);
            }
        }).await(60, TimeUnit.SECONDS);
    }

    @Test
    void aFloodOfEverOtherAlertsIsNotRememberedWithoutBound() throws Exception {
        add(0, 1, 0);
        for (int round = 1; round <= 100; round++) {
            assertThat(add(20 * round, 20 * round + 20, round)).isEqualTo(20);
            // Sent again and again, as Alertmanager does.
            assertThat(add(0, 1, round)).as("in round %d", round).isZero();
        }
        assertThat(known()).isBetween(MOST, MOST + MOST / 40 + 20);
        assertThat(add(2000, 2020, 101)).as("the last ones").isZero();
        assertThat(add(20, 40, 102)).as("the oldest").isEqualTo(20);
    }
}
