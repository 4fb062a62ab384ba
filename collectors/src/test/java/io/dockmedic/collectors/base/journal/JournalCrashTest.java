package io.dockmedic.collectors.base.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class JournalCrashTest {
    @RepeatedTest(3)
    void whatWasAcknowledgedSurvivesSigkillInTheMiddleOfWriting(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("journal.db");
        Process child = JournalChild.start(file);
        int last = 0;
        try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
            while (last < 200) {
                last = JournalChild.number(out);
            }
            // Not the process's own method, which closes its output too.
            child.toHandle().destroyForcibly();
            for (int next = JournalChild.number(out); next > 0; next = JournalChild.number(out)) {
                last = next;
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(dir.resolve("tmp")).isDirectoryNotContaining("glob:**sqlite*");
        try (var fixture = new JournalFixture(file)) {
            assertThat(fixture.journal.writable()).isTrue();
            assertThat(fixture.count("notes_note WHERE at <= " + last)).isEqualTo(last);
        }
    }
}
