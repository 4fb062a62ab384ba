package io.dockmedic.remediation.action.truncate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path precious = Files.writeString(root.resolve("precious"), "data");
        Files.createSymbolicLink(log(), precious);
        JsonLog log = JsonLog.of(log().toString(), ID).orElseThrow();
        assertThatThrownBy(log::size).isInstanceOf(IOException.class);
        assertThatThrownBy(log::empty).isInstanceOf(IOException.class);
        assertThat(precious).hasContent("data");
    }

    @Test
    void whatCannotBeSeenOrWrittenIsSaidWithWhatToDo() throws IOException {
        JsonLog gone = JsonLog.of(log().toString(), ID).orElseThrow();
        assertThatThrownBy(gone::size).satisfies(
                why -> assertThat(JsonLog.defect(why)).contains("not to be seen from here"));
        Files.createDirectory(log());
        assertThatThrownBy(gone::empty).satisfies(
                why -> assertThat(JsonLog.defect(why)).contains("may not be emptied from here",
                        "truncate -s 0 " + log()));
    }
}
