package io.dockmedic.remediation.action.truncate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is emptied but the file that the engine calls a container's log. */
class JsonLogTest {
    private static final String ID = "c".repeat(64);

    @TempDir
    Path root;

    private Path log() throws IOException {
        return Files.createDirectories(root.resolve(ID)).resolve(ID + "-json.log");
    }

    @Test
    void onlyAFileOfThatNameInAFolderOfThatName() throws IOException {
        assertThat(JsonLog.of(log().toString(), ID)).isPresent();
        for (String other : new String[]{"", "/etc/passwd", "/" + ID + "-json.log", ID + "/" + ID + "-json.log",
                log() + ".1", root + "/" + ID + "/../" + ID + "/" + ID + "-json.log",
                root + "/other/" + ID + "-json.log", root + "/" + ID + "/other-json.log"}) {
            assertThat(JsonLog.of(other, ID)).as(other).isEmpty();
        }
        assertThat(JsonLog.of("/-json.log", "")).isEmpty();
    }

    private static JsonLog of(Path file) {
        return JsonLog.of(file.toString(), ID).orElseThrow();
    }

    @Test
    void aLinkIsNotFollowedNorIsAPersonToldTo() throws IOException {
        Path precious = Files.writeString(root.resolve("precious"), "data");
        Path file = Files.writeString(log(), "data");
        JsonLog log = of(file);
        JsonLog.Seen seen = log.look();
        Files.delete(file);
        Files.createSymbolicLink(file, precious);
        assertThatThrownBy(log::look).satisfies(
                why -> assertThat(JsonLog.defect(why)).contains("it is a link").doesNotContain("truncate"));
        assertThatThrownBy(() -> log.empty(seen, 1)).satisfies(
                why -> assertThat(JsonLog.defect(why)).contains("it is a link").doesNotContain("truncate"));
        assertThat(precious).hasContent("data");
    }

    @Test
    void whatIsAnotherFileByNowOrWasEmptiedIsLeftAlone() throws IOException {
        Path file = Files.writeString(log(), "data");
        JsonLog log = of(file);
        JsonLog.Seen seen = log.look();
        // Beside it, for a file in its place could be given the same key.
        Path other = Files.writeString(root.resolve("other"), "data of another");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> log.empty(seen, 1)).hasMessageContaining("another in its place");
        assertThat(file).hasContent("data of another");

        JsonLog.Seen now = log.look();
        assertThatThrownBy(() -> log.empty(now, 1000)).hasMessageContaining("or emptied it");
        log.empty(now, 1);
        assertThat(file).isEmptyFile();
    }

    @Test
    void whatCannotBeSeenOrWrittenIsSaidWithWhatToDo() throws IOException {
        JsonLog gone = of(log());
        assertThatThrownBy(gone::look).satisfies(
                why -> assertThat(JsonLog.defect(why)).contains("not to be seen from here", "was removed"));
        Files.createDirectory(log());
        assertThatThrownBy(gone::look).satisfies(
                why -> assertThat(JsonLog.defect(why)).contains("it is a folder").doesNotContain("truncate"));
        for (IOException no : List.of(new AccessDeniedException(log().toString()),
                new FileSystemException(log().toString(), null, "Read-only file system"))) {
            assertThat(JsonLog.defect(no)).contains("may not be emptied from here", "truncate -s 0 " + log());
        }
    }
}
