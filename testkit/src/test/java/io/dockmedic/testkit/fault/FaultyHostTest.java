package io.dockmedic.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dockmedic.testkit.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultyHostTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final FaultyHost host = new FaultyHost("/data/journal");

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aJavaProgramSeesTheClockStepForthAndBack() throws Exception {
        try (FaultyChild child = child()) {
            assertThat(child.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            host.clockAhead(DAY);
            assertThat(child.now()).isCloseTo(Instant.now().plus(DAY), within(1, ChronoUnit.MINUTES));
            host.clockAhead(DAY.negated());
            assertThat(child.now()).isCloseTo(Instant.now().minus(DAY), within(1, ChronoUnit.MINUTES));
            assertThat(Instant.parse(child.asked("instant")))
                    .isCloseTo(Instant.now().minus(DAY), within(1, ChronoUnit.MINUTES));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "-1"})
    @Timeout(60)
    void waitsUntilAWallClockTimeLastAsLongAsTheyShould(int days) throws Exception {
        try (FaultyChild child = child()) {
            host.clockAhead(DAY.multipliedBy(days));
            assertThat(child.duration("park")).isBetween(Duration.ofMillis(95), Duration.ofSeconds(50));
        }
    }

    @Test
    void otherProgramsSeeItToo() {
        host.clockAhead(DAY);
        String seconds = run("date", "+%s");
        assertThat(Instant.ofEpochSecond(Long.parseLong(seconds)))
                .isCloseTo(Instant.now().plus(DAY), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void stepsOnTheFilesAreCountedAndOthersAreNot() throws Exception {
        try (FaultyChild child = child()) {
            child.asked("write");
            child.asked("write at the beginning");
            child.asked("truncate");
            child.asked("sync");
            assertThat(host.writes()).isEqualTo(3);
            assertThat(host.syncs()).isEqualTo(1);
            assertThat(host.steps()).isEqualTo(4);
        }
        run("dd", "if=/dev/zero", "of=" + folder.resolve("data/other"), "bs=1000", "count=5", "conv=fsync");
        assertThat(host.steps()).isEqualTo(4);
        run("dd", "if=/dev/zero", "of=" + file(), "bs=1000", "count=5", "conv=fsync,notrunc");
        assertThat(host.writes()).isEqualTo(3 + 5);
        assertThat(host.syncs()).isEqualTo(2);
        run("unlink", file().toString());
        assertThat(host.writes()).isEqualTo(3 + 5 + 1);
    }

    @Test
    void aSlowDiskIsSlowAtTheFilesAlone() throws Exception {
        try (FaultyChild child = child()) {
            host.slowSyncs(Duration.ofSeconds(5));
            assertThat(child.duration("sync")).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            assertThat(child.duration("write")).isLessThan(Duration.ofSeconds(5));
            host.slowWrites(Duration.ofSeconds(5));
            assertThat(child.duration("write")).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            assertThat(child.duration("now")).isLessThan(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "NO_SPACE, No space left on device, done", "IO_ERROR, Input/output error, Input/output error",
            "READ_ONLY, Read-only file system, done"
    })
    void aDiskErrorLastsUntilItIsMended(DiskError error, String onWrite, String onSync) throws Exception {
        try (FaultyChild child = child()) {
            host.fail(error);
            assertThat(child.asked("write")).isEqualTo(onWrite);
            assertThat(child.asked("write at the beginning")).isEqualTo(onWrite);
            assertThat(child.asked("sync")).isEqualTo(onSync);
            assertThat(Files.size(file())).isZero();
            host.mend();
            assertThat(child.asked("write")).isEqualTo("done");
            assertThat(child.asked("sync")).isEqualTo("done");
            assertThat(Files.size(file())).isEqualTo(1000);
        }
    }

    @Test
    void aReadOnlyDiskLetsNothingBeOpenedForWriting() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "x");
        host.fail(DiskError.READ_ONLY);
        assertThat(Command.run(host.environment(), List.of("cat", file().toString())).text()).isEqualTo("x");
        assertThat(Command.run(host.environment(), List.of("dd", "if=/dev/null", "of=" + file())).stderr())
                .contains("Read-only file system");
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, 1000", "HALFWAY, 1500", "AFTER, 2000"})
    void aProcessIsKilledAtTheStepThatWasChosen(Killed how, long size) throws Exception {
        try (FaultyChild child = child()) {
            assertThat(child.asked("write")).isEqualTo("done");
            host.killAt(3, how);
            assertThat(child.asked("sync")).isEqualTo("done");
            assertThat(child.asked("sync")).isEqualTo("done");
            assertThat(child.asked("write")).isEqualTo("ended with 137");
            assertThat(Files.size(file())).isEqualTo(size);
        }
        try (FaultyChild next = child()) {
            assertThat(next.asked("write at the beginning")).as("once only").isEqualTo("done");
        }
    }

    @Test
    void whoeverIsSparedLives() throws Exception {
        try (FaultyChild child = child()) {
            host.killAt(1, Killed.BEFORE);
            host.killNobody();
            assertThat(child.asked("write")).isEqualTo("done");
        }
    }

    private FaultyChild child() throws IOException, InterruptedException {
        return new FaultyChild(host, file());
    }

    private Path file() {
        return folder.resolve("data/journal.db");
    }

    private String run(String... command) {
        return Command.run(host.environment(), List.of(command)).orFail().text();
    }
}
