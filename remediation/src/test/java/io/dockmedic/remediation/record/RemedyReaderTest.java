package io.dockmedic.remediation.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.publish.RemedyChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remedies as they are shown, from a real journal. */
class RemedyReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path dir;

    @Test
    void oneIsFoundByItsIncident() {
        Vertx vertx = Vertx.vertx();
        ManualTime time = new ManualTime(NOW);
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"),
                List.of(RemediationTables.keeping(Duration.ofHours(3))), Retention.DEFAULT, time, time, new Health(),
                new SimpleMeterRegistry(), vertx);
        try {
            for (String incident : List.of("i1", "i2")) {
                result(journal.write(connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO remediation_ladders VALUES(?, 1, 'Dies', 'web', 'planned', 0, NULL, ?)")) {
                        insert.setString(1, incident);
                        insert.setString(2, LadderText.of(Ladder.planned(incident, NOW)));
                        return insert.executeUpdate();
                    }
                }));
            }
            RemedyReader reader = new RemedyReader(journal);
            assertThat(result(reader.of("i2")).map(RemedyChange::incident)).contains("i2");
            assertThat(result(reader.of("i3"))).isEmpty();
            assertThat(result(reader.latest(0))).as("neither has ended").hasSize(2);
        } finally {
            result(journal.close());
            result(vertx.close());
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in 20 s", e);
        }
    }
}
