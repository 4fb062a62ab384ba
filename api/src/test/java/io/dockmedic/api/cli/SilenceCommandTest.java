package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be meant is told, and nothing is run. No Dockmedic is there to be asked. */
class SilenceCommandTest {
    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();
    private Path config;
    private Path mark;

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(folder.resolve("dockmedic.yml"), "data_directory: " + folder + "\n");
        mark = folder.resolve("the command ran");
    }

    private int silence(String... arguments) {
        said.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("silence", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return CommandLineTool.with(new SilenceCommand())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void whichServicesIsForWhileACommandRuns() {
        assertThat(silence("--services", "shop/*", "web")).isEqualTo(2);
        assertThat(said.toString()).contains("--services has no place without --while",
                "silence 'shop/*' [--for DURATION]", "silence --while --services 'shop/*' -- COMMAND");
        assertThat(silence("--services", "shop", "--list")).isEqualTo(2);
        assertThat(said.toString()).contains("--services has no place without --while");
    }

    @Test
    void howLongIsNotForWhileACommandRuns() {
        assertThat(silence("--while", "--for", "2h", "--", "touch", mark.toString())).isEqualTo(2);
        assertThat(said.toString()).contains("--for has no place with --while", "leave out --for 2h",
                "silence SERVICE --for 2h");
        assertThat(mark).doesNotExist();
    }

    @Test
    void whatGoesTogetherIsDone() {
        assertThat(silence("--while", "--services", "shop", "--", "touch", mark.toString())).isZero();
        assertThat(said.toString()).contains("Nothing is silenced: ").doesNotContain("has no place");
        assertThat(mark).exists();
        assertThat(silence("shop", "--for", "2h")).as("nobody is there").isEqualTo(1);
        assertThat(said.toString()).doesNotContain("has no place");
    }
}
