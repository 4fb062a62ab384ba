package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
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

class CompletionTest {
    @TempDir
    Path folder;

    private static String script(String shell) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        assertThat(line.execute("completion", shell)).as("%s", out).isZero();
        return out.toString();
    }

    private String completed(String... words) throws IOException {
        Path script = Files.writeString(folder.resolve("dockmedic.bash"), script("bash"));
        String run = "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; _complete_dockmedic; echo \"${COMPREPLY[*]}\"";
        return Command.run(Map.of(), List.of("bash", "-c", run)).orFail().text();
    }

    @Test
    void bashCompletesCommandsAndTheirOptions() throws IOException {
        assertThat(completed("dockmedic", "doc")).isEqualTo("doctor");
        assertThat(completed("dockmedic", "doctor", "--j").strip()).isEqualTo("--json");
        assertThat(completed("dockmedic", "completion", "f").strip()).isEqualTo("fish");
    }

    @Test
    void zshTakesTheSameScript() {
        assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
    }

    @Test
    void fishIsToldEveryCommandAndItsOptions() {
        List<String> lines = script("fish").lines().toList();

        assertThat(lines).allMatch(line -> line.startsWith("complete -c dockmedic -"))
                .noneMatch(line -> line.contains("${"))
                .anyMatch(line -> line.contains("-n __fish_use_subcommand -a doctor -d 'Say what"))
                .anyMatch(line -> line.contains("'__fish_seen_subcommand_from doctor' -l json -d 'As JSON"))
                .anyMatch(line -> line.contains("'__fish_seen_subcommand_from doctor' -l config -r -F"))
                .anyMatch(line -> line.contains("'__fish_seen_subcommand_from check' -F"))
                .anyMatch(line -> line.contains("'__fish_seen_subcommand_from audit' -l format -x -a 'text json"));
        Main.commands()
                .getSubcommands()
                .forEach((name, command) -> assertThat(
                        lines.stream().anyMatch(line -> line.contains(" -a " + name + " ")))
                        .as(name)
                        .isNotEqualTo(command.getCommandSpec().usageMessage().hidden()));
    }

    @Test
    void anotherShellIsWrongUse() {
        StringWriter out = new StringWriter();
        assertThat(Main.commands().setErr(new PrintWriter(out)).execute("completion", "tcsh")).isEqualTo(2);
        assertThat(out.toString()).contains("bash, zsh, fish");
    }
}
