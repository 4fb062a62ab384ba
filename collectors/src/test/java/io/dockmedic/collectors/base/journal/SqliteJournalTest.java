package io.dockmedic.collectors.base.journal;

import static io.dockmedic.collectors.base.journal.JournalFixture.NOTES;
import static io.dockmedic.collectors.base.journal.JournalFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.base.health.Health;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
    @TempDir
    Path dir;

    @Test
    void fileAndDirectoryAreForTheOwnerAlone() throws Exception {
        Path file = dir.resolve("data/journal.db");
        try (var fixture = new JournalFixture(file)) {
            await(fixture.note(1, "a"));
            assertThat(modes(dir.resolve("data"))).isEqualTo("rwx------");
            assertThat(modes(file)).isEqualTo("rw-------");
            assertThat(modes(file.resolveSibling("journal.db-wal"))).isEqualTo("rw-------");
            assertThat(modes(file.resolveSibling("journal.db.lock"))).isEqualTo("rw-------");
        }
    }

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        Path file = dir.resolve("journal.db");
        try (var fixture = new JournalFixture(file)) {
            await(fixture.note(1, "a"));
        }
        try (var fixture = new JournalFixture(file)) {
            assertThat(fixture.count("notes_note")).isEqualTo(1);
        }
    }

    @Test
    void aFailingWorkDoesNotTakeTheOthersOfItsGroupAlong() {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(fixture.note(i, "good"));
                all.add(fixture.journal.write(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate("INSERT INTO notes_note(at, text) VALUES (1, 'half')");
                        return statement.executeUpdate("INSERT INTO notes_note(at, text) VALUES (1, NULL)");
                    }
                }));
            }
            Future.join(all).toCompletionStage().toCompletableFuture().exceptionally(e -> null).join();
            assertThat(all).filteredOn(Future::failed)
                    .hasSize(50)
                    .allSatisfy(failed -> assertThat(failed.cause()).isInstanceOf(JournalException.class)
                            .hasMessageContaining("NOT NULL"));
            assertThat(fixture.count("notes_note")).isEqualTo(50);
            assertThat(fixture.count("notes_note WHERE text = 'half'")).isZero();
            assertThat(fixture.journal.writable()).isTrue();
            assertThat(fixture.meters.get("dockmedic.journal.writes").counter().count()).isEqualTo(50);
            assertThat(fixture.meters.get("dockmedic.journal.failures").counter().count()).isEqualTo(50);
        }
    }

    @Test
    void writesThatWaitShareOneCommit() {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                all.add(fixture.note(i, "x"));
            }
            await(Future.join(all));
            assertThat(fixture.meters.get("dockmedic.journal.write.seconds").timer().count()).isLessThan(500);
        }
    }

    @Test
    void whatCanBeSparedWaitsUntilNothingElseDoes() {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            CompletableFuture<Boolean> slow = new CompletableFuture<>();
            List<Future<?>> all = new ArrayList<>();
            all.add(fixture.journal.write(connection -> slow.join()));
            all.add(fixture.spareNote(1, "spare"));
            for (int i = 0; i < 1_000; i++) {
                all.add(fixture.note(i, "x"));
            }
            slow.complete(true);
            await(Future.join(all));
            assertThat(fixture.count("notes_note WHERE text = 'spare' AND id = 1001")).isEqualTo(1);
        }
    }

    @Test
    void whatCanBeSparedFailsAlone() {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            Future<Integer> wrong = fixture.journal.writeSpare(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("INSERT INTO notes_note(at, text) VALUES (1, 'half')");
                    return statement.executeUpdate("INSERT INTO notes_note(at, text) VALUES (1, NULL)");
                }
            });
            assertThatThrownBy(() -> await(wrong)).isInstanceOf(JournalException.class)
                    .hasMessageContaining("NOT NULL");
            await(fixture.note(1, "after"));
            assertThat(fixture.count("notes_note")).isEqualTo(1);
            assertThat(fixture.journal.writable()).isTrue();
        }
    }

    @Test
    void anExceptionOfTheWorkItselfFailsOnlyItsOwnWrite() {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            Future<Void> wrong = fixture.journal.write(connection -> {
                throw new IllegalArgumentException("mine");
            });
            assertThatThrownBy(() -> await(wrong)).isInstanceOf(JournalException.class).hasMessageContaining("mine");
            await(fixture.note(1, "after"));
        }
    }

    @Test
    void answersComeOnTheContextThatAsked() throws Exception {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            Context context = fixture.vertx.getOrCreateContext();
            CompletableFuture<Context> seen = new CompletableFuture<>();
            context.runOnContext(
                    go -> fixture.note(1, "a").onComplete(done -> seen.complete(Vertx.currentContext())));
            assertThat(seen.get(60, TimeUnit.SECONDS)).isSameAs(context);
        }
    }

    @Test
    void readsCannotWrite() {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            Future<Integer> sneaky = fixture.journal.read(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("DELETE FROM notes_note");
                }
            });
            assertThatThrownBy(() -> await(sneaky)).isInstanceOf(JournalException.class);
            await(fixture.note(1, "a"));
        }
    }

    @Test
    void migrationsRunOnceEachAndInOrder() {
        Path file = dir.resolve("journal.db");
        try (var fixture = new JournalFixture(file)) {
            await(fixture.note(1, "a"));
        }
        Tables two = new Tables("notes", List.of(NOTES.migrations().getFirst(),
                "ALTER TABLE notes_note ADD COLUMN colour TEXT DEFAULT 'blue'; CREATE TABLE notes_more(x INTEGER)"),
                List.of());
        try (var fixture = new JournalFixture(file, List.of(two), Retention.DEFAULT)) {
            assertThat(fixture.count("notes_note WHERE colour = 'blue'")).isEqualTo(1);
            assertThat(fixture.count("notes_more")).isZero();
            assertThat(fixture.count("journal_migrations")).isEqualTo(2);
        }
    }

    @Test
    void aFailedMigrationLeavesNothingBehind() {
        Path file = dir.resolve("journal.db");
        Tables broken = new Tables("notes", List.of("CREATE TABLE notes_half(x INTEGER); CREATE TABL"), List.of());
        try (var fixture = new JournalFixture(file, List.of(broken), Retention.DEFAULT)) {
            assertThat(fixture.journal.writable()).isFalse();
        }
        try (var fixture = new JournalFixture(file)) {
            assertThat(fixture.count("sqlite_master WHERE name = 'notes_half'")).isZero();
        }
    }

    @Test
    void tablesOfANewerDockmedicAreNotTouched() {
        Path file = dir.resolve("journal.db");
        Tables newer = new Tables("notes", List.of("CREATE TABLE notes_a(x)", "CREATE TABLE notes_b(x)"), List.of());
        new JournalFixture(file, List.of(newer), Retention.DEFAULT).close();
        try (var fixture = new JournalFixture(file)) {
            assertThat(fixture.journal.writable()).isFalse();
            assertThat(fixture.reason()).contains("newer Dockmedic");
        }
    }

    @Test
    void oldRowsGoButNotThoseThatMustStay() {
        try (var fixture = new JournalFixture(dir.resolve("journal.db"))) {
            long old = fixture.time.now().minus(Duration.ofDays(31)).toEpochMilli();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 2_500; i++) {
                all.add(fixture.note(old, "old"));
            }
            await(Future.join(all));
            await(fixture.note(old, "keep"));
            await(fixture.note(fixture.time.now().toEpochMilli(), "new"));
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await().untilAsserted(() -> assertThat(fixture.count("notes_note")).isEqualTo(2));
        }
    }

    @Test
    void aTableCanHaveItsRowsForLess() {
        Tables brief = new Tables("notes", NOTES.migrations(),
                List.of(new Tables.Retained("notes_note", "at", "1", Duration.ZERO, Duration.ofHours(2), false)));
        try (var fixture = new JournalFixture(dir.resolve("journal.db"), List.of(brief), Retention.DEFAULT)) {
            await(fixture.note(fixture.time.now().minus(Duration.ofHours(3)).toEpochMilli(), "old"));
            await(fixture.note(fixture.time.now().minus(Duration.ofHours(1)).toEpochMilli(), "new"));
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await().untilAsserted(() -> assertThat(fixture.count("notes_note")).isEqualTo(1));
            assertThat(fixture.count("notes_note WHERE text = 'new'")).isEqualTo(1);
        }
    }

    @Test
    void whatIsWrittenCanBeReadByOthersMeanwhile() {
        Path file = dir.resolve("journal.db");
        assertThatThrownBy(() -> ReadOnlyJournal.open(file)).isInstanceOf(JournalException.class)
                .hasMessageContaining("there is none that this user may read");
        try (var fixture = new JournalFixture(file)) {
            await(fixture.note(1, "a"));
            try (ReadOnlyJournal other = ReadOnlyJournal.open(file)) {
                assertThat(other.isAlone()).isFalse();
                assertThat(notes(other)).isEqualTo(1);
                await(fixture.note(2, "b"));
                assertThat(notes(other)).isEqualTo(2);
                assertThat(other.write(connection -> 1).failed()).isTrue();
                assertThat(other.<Integer>read(connection -> connection.createStatement()
                        .executeUpdate("DELETE FROM notes_note")).cause()).isInstanceOf(JournalException.class);
                assertThat(other.<Integer>read(connection -> connection.createStatement()
                        .executeUpdate("no sql")).cause()).isInstanceOf(JournalException.class);
            }
            assertThat(fixture.count("notes_note")).isEqualTo(2);
        }
        try (ReadOnlyJournal afterwards = ReadOnlyJournal.open(file)) {
            assertThat(afterwards.isAlone()).isTrue();
            assertThat(notes(afterwards)).isEqualTo(2);
            assertThat(afterwards.<Integer>read(connection -> connection.createStatement()
                    .executeUpdate("DELETE FROM notes_note")).cause()).isInstanceOf(JournalException.class);
            assertThat(notes(afterwards)).isEqualTo(2);
        }
        assertThat(dir.resolve("journal.db-wal")).doesNotExist();
        assertThat(dir.resolve("journal.db-shm")).doesNotExist();
    }

    private static int notes(ReadOnlyJournal journal) {
        return journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM notes_note")) {
                return row.getInt(1);
            }
        }).result();
    }

    @Test
    void aRetentionThatFailsStopsNoWrites() {
        Tables wrong = new Tables("notes", NOTES.migrations(),
                List.of(new Tables.Retained("notes_note", "at", "no_such_column = 1", Duration.ZERO)));
        try (var fixture = new JournalFixture(dir.resolve("journal.db"), List.of(wrong), Retention.DEFAULT)) {
            await(fixture.note(1, "before"));
            fixture.time.advance(Duration.ofMinutes(10));
            await(fixture.note(2, "taken together with the retention"));
            await(fixture.note(3, "after"));
            assertThat(fixture.journal.writable()).isTrue();
            assertThat(fixture.count("notes_note")).isEqualTo(3);
        }
    }

    @Test
    void overTheSizeTheOldestGoFirstAndTheFileShrinks() throws Exception {
        Path file = dir.resolve("journal.db");
        try (var fixture = new JournalFixture(file, List.of(NOTES), new Retention(Duration.ofDays(30), 1 << 20))) {
            long now = fixture.time.now().minus(Duration.ofDays(1)).toEpochMilli();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6_000; i++) {
                all.add(fixture.note(now + i, "x".repeat(1000)));
            }
            await(Future.join(all));
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await().untilAsserted(() -> assertThat(fixture.count("notes_note")).isBetween(1L, 1_000L));
            assertThat(fixture.count("notes_note WHERE at = " + (now + 5_999))).isEqualTo(1);
            assertThat(fixture.journal.writable()).isTrue();
        }
        assertThat(Files.size(file)).isLessThan(3 << 20);
    }

    @Test
    void overTheSizeNothingGoesOfATableWithinItsShare() {
        Tables few = new Tables("few", List.of("CREATE TABLE few_few(at INTEGER NOT NULL)"),
                List.of(new Tables.Retained("few_few", "at", "1", Duration.ZERO)));
        try (var fixture = new JournalFixture(dir.resolve("journal.db"), List.of(few, NOTES),
                new Retention(Duration.ofDays(30), 1 << 20))) {
            long at = fixture.time.now().minus(Duration.ofDays(1)).toEpochMilli();
            await(fixture.journal.write(connection -> {
                try (Statement insert = connection.createStatement()) {
                    return insert.executeUpdate("INSERT INTO few_few VALUES (" + at + "), (" + (at - 1) + ")");
                }
            }));
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                all.add(fixture.note(at + i, "x".repeat(1000)));
            }
            await(Future.join(all));
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(fixture.health.parts().get("journal.size"))
                            .isEqualTo(new Health.Part(Health.Status.UP, "")));
            assertThat(fixture.count("notes_note")).isBetween(200L, 1_000L);
            assertThat(fixture.count("few_few")).isEqualTo(2);
        }
    }

    @Test
    void overTheSizeWhatCanBeSparedGoesFirst() {
        Duration none = Duration.ZERO;
        Tables more = new Tables("few", List.of("CREATE TABLE few_a(at INTEGER NOT NULL);"
                + "CREATE TABLE few_b(at INTEGER NOT NULL); CREATE TABLE few_c(at INTEGER NOT NULL);"
                + "CREATE TABLE few_spare(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL)"),
                List.of(new Tables.Retained("few_a", "at", "1", none), new Tables.Retained("few_b", "at", "1", none),
                        new Tables.Retained("few_c", "at", "1", none),
                        new Tables.Retained("few_spare", "at", "1", none, Duration.ofDays(30), true)));
        try (var fixture = new JournalFixture(dir.resolve("journal.db"), List.of(NOTES, more),
                new Retention(Duration.ofDays(30), 2 << 20))) {
            long at = fixture.time.now().minus(Duration.ofDays(1)).toEpochMilli();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                all.add(fixture.note(at + i, "x".repeat(1000)));
            }
            all.add(fixture.journal.write(connection -> {
                try (Statement insert = connection.createStatement()) {
                    return insert
                            .executeUpdate("INSERT INTO few_spare(at, body) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                                    + " SELECT i + 1 FROM n WHERE i < 60) SELECT " + at
                                    + " + i, zeroblob(20000) FROM n");
                }
            }));
            await(Future.join(all));
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(fixture.health.parts().get("journal.size"))
                            .isEqualTo(new Health.Part(Health.Status.UP, "")));
            assertThat(fixture.count("notes_note")).as("more than its share, and there is room").isEqualTo(1_000);
            assertThat(fixture.count("few_spare")).isBetween(8L, 40L);
        }
    }

    @Test
    void overTheSizeWhatIsStillDecidedByStaysAndIsSaid() {
        Retention small = new Retention(Duration.ofMinutes(1), 1 << 20);
        try (var fixture = new JournalFixture(dir.resolve("journal.db"), List.of(NOTES), small)) {
            long now = fixture.time.now().toEpochMilli();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                all.add(fixture.note(now + i, "x".repeat(1000)));
            }
            await(Future.join(all));
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(fixture.health.parts().get("journal.size"))
                            .isNotNull()
                            .returns(Health.Status.DEGRADED, Health.Part::status)
                            .satisfies(part -> assertThat(part.reason()).contains("retention.size")));
            assertThat(fixture.count("notes_note")).isEqualTo(2_000);
            await(fixture.note(now, "it goes on"));

            fixture.time.advance(Duration.ofHours(1));
            Awaitility.await().untilAsserted(() -> assertThat(fixture.count("notes_note")).isLessThan(2_000));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(fixture.health.parts().get("journal.size"))
                            .isEqualTo(new Health.Part(Health.Status.UP, "")));
        }
    }

    private static String modes(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
