package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual page, as the program that renders manual pages reads it. */
class ManTest {
    @TempDir
    Path folder;

    private Finished read() throws IOException {
        StringWriter out = new StringWriter();
        assertThat(Main.commands().setOut(new PrintWriter(out)).execute("man")).isZero();
        Path page = Files.writeString(folder.resolve("dockmedic.1"), out.toString());
        // All warnings, plain text, lines long enough for a term to stay in one.
        return Command.run(Map.of(), List.of("groff", "-man", "-ww", "-Tutf8", "-rLL=200n", "-P-c", "-P-b", "-P-o",
                "-P-u", page.toString())).orFail();
    }

    @Test
    void noSignOfOursMeansAnythingToTroff() throws IOException {
        assertThat(read().stderr()).isEmpty();
    }

    @Test
    void everyCommandIsThereWithItsOptionsAsTheyAreTyped() throws IOException {
        String text = read().stdout();

        assertThat(text).contains("dockmedic - keeps Docker hosts healthy", "docker events --format '{{json .}}' wrote",
                "dockmedic check [--json] FILES...", "[--host=NAME[,NAME...]]");
        all("", Main.commands(), text);
    }

    private static void all(String of, CommandLine command, String text) {
        command.getSubcommands().forEach((name, below) -> {
            if (below.getCommandSpec().usageMessage().hidden()) {
                assertThat(text.lines()).noneMatch(line -> line.strip().equals(of + name));
                return;
            }
            assertThat(text.lines()).anyMatch(line -> line.strip().equals(of + name));
            below.getCommandSpec().options().forEach(option -> assertThat(text).contains(option.longestName()));
            all(of + name + " ", below, text);
        });
    }
}
