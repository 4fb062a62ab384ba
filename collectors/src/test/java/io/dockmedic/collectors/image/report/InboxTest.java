package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    @TempDir
    Path home;

    private Path folder;
    private Inbox inbox;

    @BeforeEach
    void make() {
        folder = home.resolve("reports");
        inbox = new Inbox(folder);
    }

    private Inbox.Taken send(String text) throws Exception {
        Path file = inbox.begin();
        Files.writeString(file, text);
        return inbox.keep(file);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsSentOfAnImageReplacesWhatWasSentOfItBefore() throws Exception {
        Inbox.Taken first = send(Reports.of("web:1", "sha256:a", Reports.NOW, "CVE-1 HIGH x"));
        assertThat(first.image()).isEqualTo("web:1");
        assertThat(first.findings()).isEqualTo(1);
        Inbox.Taken second = send(Reports.of("docker.io/library/web:1", "sha256:b", Reports.NOW));
        assertThat(second.file()).isEqualTo(first.file()).matches("posted-[0-9a-f]{32}\\.json");
        assertThat(send(Reports.of("../../etc/passwd", "", Reports.NOW)).file()).isNotEqualTo(first.file());
        assertThat(files()).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        assertThat(new ReportFolder(folder).look(Reports.NOW)).hasSize(2);
    }

    @Test
    void whatIsNoReportIsNotKept() throws Exception {
        send(Reports.of("web:1", "sha256:a", Reports.NOW));
        assertThatThrownBy(() -> send("{\"SchemaVersion\": 2")).isInstanceOf(BadReportException.class)
                .hasMessage("ends too early, at line 1, column 20");
        assertThat(new ReportFolder(folder).look(Reports.NOW)).hasSize(1);
    }

    @Test
    void whatAnEarlierRunDidNotFinishIsRemoved() throws Exception {
        inbox.begin();
        assertThat(files()).hasSize(1);
        assertThat(new ReportFolder(folder).look(Reports.NOW)).isEmpty();
        new Inbox(folder).begin();
        assertThat(files()).hasSize(1);
    }

    @Test
    void theOldestMakeRoomAndWhatOthersDroppedStays() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("theirs.json"), "{}");
        for (int image = 0; image < 202; image++) {
            Path kept = folder.resolve(send(Reports.of("web:" + image, "", Reports.NOW)).file());
            Files.setLastModifiedTime(kept, FileTime.from(Reports.NOW.plusSeconds(image - 1000)));
        }
        assertThat(files()).hasSize(201).contains("theirs.json");
        assertThat(new ReportFolder(folder).look(Reports.NOW)).extracting(file -> file.header().artifact())
                .doesNotContain("web:0", "web:1")
                .contains("web:2", "web:201");
    }
}
