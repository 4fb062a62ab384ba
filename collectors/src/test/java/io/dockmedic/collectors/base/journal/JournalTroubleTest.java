package io.dockmedic.collectors.base.journal;

import static io.dockmedic.collectors.base.journal.JournalFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.testkit.SmallDisk;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the file or its disk is said, survived and recovered from. */
class JournalTroubleTest {
    @TempDir
    Path dir;

    @Test
    void notADatabaseIsRefusedUntouchedAndTakenUpWhenReplaced() throws Exception {
        Path file = dir.resolve("journal.db");
        Files.writeString(file, "my diary, not a database, ".repeat(100));
        try (var fixture = new JournalFixture(file)) {
            assertThat(fixture.journal.writable()).isFalse();
            assertThat(fixture.reason()).contains(file.toString(), "damaged", "move it away");
            assertThatThrownBy(() -> await(fixture.note(1, "a"))).isInstanceOf(JournalException.class)
                    .hasMessageContaining("damaged");
            assertThat(Files.readString(file)).startsWith("my diary");
            Files.move(file, dir.resolve("diary.txt"));
            recovers(fixture);
            await(fixture.note(1, "a"));
        }
    }

    @Test
    void aDamagedDatabaseIsRefused() throws Exception {
        Path file = dir.resolve("journal.db");
        try (var fixture = new JournalFixture(file)) {
            for (int i = 0; i < 500; i++) {
                await(fixture.note(i, "x".repeat(500)));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4096 * 3, 4096 * 12, (byte) 0x5a);
        Files.write(file, bytes);
        try (var fixture = new JournalFixture(file)) {
            assertThat(fixture.journal.writable()).isFalse();
            assertThat(fixture.reason()).contains("damaged");
            assertThat(fixture.meters.get("dockmedic.journal.writable").gauge().value()).isZero();
        }
    }

    @Test
    void aFileLockedByAnotherProgramIsWaitedFor() throws Exception {
        Path file = dir.resolve("journal.db");
        try (var fixture = new JournalFixture(file)) {
            await(fixture.note(1, "a"));
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                execute(other, "BEGIN IMMEDIATE");
                assertThatThrownBy(() -> await(fixture.note(2, "b"))).hasMessageContaining("locked");
                assertThat(fixture.journal.writable()).isFalse();
                assertThat(fixture.count("notes_note")).isEqualTo(1);
                execute(other, "ROLLBACK");
            }
            recovers(fixture);
            await(fixture.note(2, "b"));
        }
    }

    @Test
    void twoDaemonsNeverShareAJournal() throws Exception {
        Path file = dir.resolve("journal.db");
        Process other = JournalChild.start(file);
        try {
            JournalChild.acknowledged(other);
            try (var fixture = new JournalFixture(file)) {
                assertThat(fixture.journal.writable()).isFalse();
                assertThat(fixture.reason()).contains("another Dockmedic", "process " + other.pid());
                other.destroyForcibly().waitFor();
                recovers(fixture);
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFullDiskStopsWritingNotReadingAndIsRecoveredFrom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir, 4); var fixture = new JournalFixture(disk.path("journal.db"))) {
            await(fixture.note(1, "before"));
            disk.fill();
            assertThatThrownBy(() -> {
                for (int i = 0; i < 10_000; i++) {
                    await(fixture.note(i, "x".repeat(10_000)));
                }
            }).isInstanceOf(JournalException.class).hasMessageContaining("the disk is full");
            assertThat(fixture.journal.writable()).isFalse();
            assertThat(fixture.count("notes_note WHERE text = 'before'")).isEqualTo(1);
            disk.empty();
            recovers(fixture);
            await(fixture.note(2, "after"));
        }
    }

    @Test
    void whatCanBeSparedKeepsNothingElseFromAFullDisk() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir, 8);
                var fixture = new JournalFixture(disk.path("journal.db"), List.of(JournalFixture.NOTES),
                        Retention.DEFAULT, 0)) {
            await(fixture.spareNote(1, "before"));
            disk.fill();
            disk.leave(256 * 1024);
            Future<Integer> large = fixture.spareNote(2, "x".repeat(1_000_000));
            Future<Integer> beside = fixture.note(3, "intent");
            assertThatThrownBy(() -> await(large)).isInstanceOf(JournalException.class)
                    .hasMessageContaining("not written");
            await(beside);
            for (int i = 0; i < 5; i++) {
                await(fixture.note(4, "intent"));
                fixture.retry();
            }
            assertThat(fixture.journal.writable()).isTrue();
            assertThat(fixture.reason()).isEmpty();
            assertThat(fixture.count("notes_note WHERE text = 'intent'")).isEqualTo(6);
            assertThat(fixture.count("notes_note WHERE at = 2")).isZero();
            assertThat(fixture.meters.get("dockmedic.journal.failures").counter().count()).isZero();

            disk.empty();
            assertThatThrownBy(() -> await(fixture.spareNote(5, "small"))).isInstanceOf(JournalException.class)
                    .hasMessageContaining("a while ago");
            fixture.time.advance(SpareWrites.PAUSE);
            await(fixture.spareNote(5, "small"));
        }
    }

    @Test
    void thatThereIsNoRoomToTidyUpInIsNobodysTrouble() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir, 8); var fixture = new JournalFixture(disk.path("journal.db"))) {
            long old = fixture.time.now().minus(Duration.ofDays(40)).toEpochMilli();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                all.add(fixture.note(old, "x".repeat(1_000)));
            }
            await(Future.join(all));
            disk.fill();
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(fixture.meters.get("dockmedic.journal.failures").counter().count())
                            .isEqualTo(1));
            assertThat(fixture.journal.writable()).isTrue();
            assertThat(fixture.count("notes_note")).isEqualTo(300);
            disk.empty();
            assertThatThrownBy(() -> await(fixture.spareNote(1, "a"))).hasMessageContaining("a while ago");
            fixture.time.advance(Duration.ofMinutes(10));
            Awaitility.await().untilAsserted(() -> assertThat(fixture.count("notes_note")).isZero());
        }
    }

    @Test
    void theLastRoomOfADiskIsNotForWhatCanBeSpared() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir, 8); var fixture = new JournalFixture(disk.path("journal.db"))) {
            assertThatThrownBy(() -> await(fixture.spareNote(1, "a"))).isInstanceOf(JournalException.class)
                    .hasMessageContaining("less than 256 MiB left");
            await(fixture.note(1, "a"));
            assertThat(fixture.journal.writable()).isTrue();
        }
    }

    @Test
    void whatCanBeSparedIsNotTriedForAWhileAfterSomethingElseFailed() throws Exception {
        Path file = dir.resolve("journal.db");
        try (var fixture = new JournalFixture(file)) {
            await(fixture.spareNote(1, "a"));
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                execute(other, "BEGIN IMMEDIATE");
                assertThatThrownBy(() -> await(fixture.note(2, "b"))).hasMessageContaining("locked");
                execute(other, "ROLLBACK");
            }
            recovers(fixture);
            await(fixture.note(2, "b"));
            assertThatThrownBy(() -> await(fixture.spareNote(3, "c"))).hasMessageContaining("a while ago");
            fixture.time.advance(SpareWrites.PAUSE);
            await(fixture.spareNote(3, "c"));
        }
    }

    @Test
    void aDiskFullAtTheStartIsSaidSo() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir, 4)) {
            disk.fill();
            try (var fixture = new JournalFixture(disk.path("journal.db"))) {
                assertThat(fixture.journal.writable()).isFalse();
                assertThat(fixture.reason()).contains("journal.db", "full");
                disk.empty();
                recovers(fixture);
            }
        }
    }

    @Test
    void aReadOnlyDirectoryIsSaidSo() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir, 4)) {
            disk.readOnly(true);
            try (var fixture = new JournalFixture(disk.path("journal.db"))) {
                assertThat(fixture.journal.writable()).isFalse();
                assertThat(fixture.reason()).contains("journal.db", "check");
                disk.readOnly(false);
                recovers(fixture);
            }
        }
    }

    @Test
    void aDirectoryThatCannotBeIsSaidSo() throws IOException {
        Path notADirectory = Files.writeString(dir.resolve("file"), "x");
        try (var fixture = new JournalFixture(notADirectory.resolve("journal.db"))) {
            assertThat(fixture.reason()).contains("journal.db", "check the path");
            Files.move(notADirectory, dir.resolve("elsewhere"), StandardCopyOption.ATOMIC_MOVE);
            recovers(fixture);
        }
    }

    private static void recovers(JournalFixture fixture) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            fixture.retry();
            assertThat(fixture.journal.writable()).isTrue();
            assertThat(fixture.reason()).isEmpty();
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
