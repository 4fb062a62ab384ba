package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    private static final Instant NOW = Reports.NOW;

    @TempDir
    Path home;

    private Path reports;
    private ReportFolder folder;

    @BeforeEach
    void make() {
        reports = home.resolve("reports");
        folder = new ReportFolder(reports);
    }

    private List<String> look(Instant now) throws Exception {
        return folder.look(now).stream().map(ReportFile::name).toList();
    }

    @Test
    void noFolderIsNothingToDo() throws Exception {
        assertThat(look(NOW)).isEmpty();
        assertThat(folder.bad()).isEmpty();
    }

    @Test
    void reportsAreInTheOrderInWhichTheyWereWritten() throws Exception {
        Reports.write(reports.resolve("b.json"), Reports.of("a", "", NOW.minusSeconds(60)), NOW);
        Reports.write(reports.resolve("a.json"), Reports.of("a", "", NOW.minusSeconds(30)), NOW);
        // A clock that is ahead: the file system's counts.
        Reports.write(reports.resolve("c.json"), Reports.of("a", "", NOW.plusSeconds(9999)), NOW.minusSeconds(45));
        Reports.write(reports.resolve("notes.txt"), "x", NOW);
        Reports.write(reports.resolve(".hidden.json"), "x", NOW);
        Reports.write(reports.resolve("below/d.json"), "x", NOW);
        Files.createSymbolicLink(reports.resolve("link.json"), reports.resolve("a.json"));
        assertThat(look(NOW)).containsExactly("b.json", "c.json", "a.json");
        assertThat(folder.bad()).isEmpty();
    }

    @Test
    void aHalfWrittenFileIsTriedAgainUntilItIsWhole() throws Exception {
        String whole = Reports.of("a", "", NOW, "CVE-1 HIGH x");
        Path file = Reports.write(reports.resolve("a.json"), whole.substring(0, 300), NOW);
        assertThat(look(NOW.plusSeconds(30))).isEmpty();
        assertThat(folder.bad()).isEmpty();
        Reports.write(file, whole, NOW.plusSeconds(31));
        assertThat(look(NOW.plusSeconds(32))).containsExactly("a.json");
    }

    @Test
    void aFileThatStaysHalfWrittenIsSaidAndTheOthersCount() throws Exception {
        Path half = Reports.write(reports.resolve("a.json"), "{\"SchemaVersion\": 2,\n \"Art", NOW);
        Path garbage = Reports.write(reports.resolve("b.json"), "<html>", NOW);
        Reports.write(reports.resolve("c.json"), Reports.of("c", "", NOW), NOW);
        assertThat(look(NOW.plusSeconds(61))).containsExactly("c.json");
        assertThat(folder.bad()).containsEntry(half, "ends too early, at line 2, column 6")
                .containsEntry(garbage, "is not JSON, at line 1, column 1")
                .hasSize(2);
        Files.delete(half);
        Reports.write(garbage, Reports.of("b", "", NOW), NOW.plusSeconds(62));
        assertThat(look(NOW.plusSeconds(63))).containsExactly("b.json", "c.json");
        assertThat(folder.bad()).isEmpty();
    }

    @Test
    void aFileIsReadAgainOnlyWhenItChanged() throws Exception {
        Path file = Reports.write(reports.resolve("a.json"), Reports.of("a", "", NOW), NOW);
        assertThat(look(NOW)).containsExactly("a.json");
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] = '<';
        // In place and with its old time, which nothing but a test does.
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        assertThat(look(NOW)).containsExactly("a.json");
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(1)));
        assertThat(look(NOW.plusSeconds(100))).isEmpty();
    }

    @Test
    void aFileThatCouldNotBeReadIsTriedAgainThoughItIsTheSame() throws Exception {
        boolean[] denied = {true};
        folder = new ReportFolder(reports, file -> {
            if (denied[0]) {
                throw new AccessDeniedException(file.toString());
            }
            return Files.newInputStream(file);
        });
        Path file = Reports.write(reports.resolve("a.json"), Reports.of("a", "", NOW), NOW);
        assertThat(look(NOW)).isEmpty();
        assertThat(folder.bad()).containsOnlyKeys(file);
        denied[0] = false;
        assertThat(look(NOW)).containsExactly("a.json");
        assertThat(folder.bad()).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotRead() throws Exception {
        Path file = Reports.write(reports.resolve("a.json"), Reports.of("a", "", NOW), NOW);
        try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(ReportFolder.LARGEST).write(java.nio.ByteBuffer.allocate(1));
        }
        assertThat(look(NOW)).isEmpty();
        assertThat(folder.bad()).containsEntry(file, "is larger than 32 MiB");
    }
}
