package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What docs/first-rule.md has a stranger write and type comes to what it says. */
class FirstRulePageTest {
    /** A file, by the name that stands before it. */
    private static final Pattern FILE = Pattern.compile(
            "`([a-z.]+\\.(?:yml|jsonl))`[^`]*:\n\n```(?:yaml|json)\n(.*?)```", Pattern.DOTALL);

    private static final Pattern COMMAND = Pattern.compile(
            "```sh\ndockmedic ([^\n]*)\n```\n\n```\n(.*?)```", Pattern.DOTALL);

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private final String page = Files.readString(Path.of("../docs/first-rule.md"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    FirstRulePageTest() throws IOException {}

    @BeforeEach
    void files() throws IOException {
        for (MatchResult file : FILE.matcher(page).results().toList()) {
            Files.writeString(folder.resolve(file.group(1)), file.group(2));
        }
    }

    @Test
    void everyCommandPrintsWhatThePageShows() {
        List<MatchResult> commands = COMMAND.matcher(page).results().toList();
        assertThat(commands).hasSize(6).allSatisfy(command -> {
            out.getBuffer().setLength(0);
            err.getBuffer().setLength(0);
            assertThat(run(command.group(1))).as("%s: %s%s", command.group(1), out, err).isZero();
            assertThat(out.toString().replace(folder + "/", "")).isEqualTo(command.group(2));
            assertThat(err.toString()).as(command.group(1)).isEmpty();
        });
    }

    /** As the page says to try it: a test that cannot fail shows nothing. */
    @Test
    void aSpoiledRuleFailsItsTests() throws IOException {
        Path rules = folder.resolve("flaps.yml");
        Files.writeString(rules, Files.readString(rules).replace("at_least: 3", "at_least: 4"));
        assertThat(run("test flaps.test.yml")).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED: the third change restarts");
        Files.writeString(rules, Files.readString(rules)
                .replace("at_least: 4", "at_least: 3")
                .replaceFirst("(?s)inhibit:.*", ""));
        assertThat(run("test flaps.test.yml")).isEqualTo(1);
    }

    @Test
    void theRuleThatCountsFiresToo() throws IOException {
        String counts = yaml("alert: AppUnhealthyAgain").strip().replace("\n", "\n        ");
        Files.writeString(folder.resolve("flaps.yml"), "groups:\n  - name: app\n    rules:\n      - " + counts + "\n");
        Files.writeString(folder.resolve("again.yml"), """
                rule_files: [flaps.yml]
                heal: all
                tests:
                  - name: it fires
                    events:
                %s
                    expect:
                      - {at: %s, is: fired, key: shop/app/1, remedy: [restart, escalate]}
                      - {at: %s, is: resolved}
                """.formatted("""
                - {at: 0s, kind: container.health, service: shop/app/1, status: unhealthy}
                - {at: 1m, kind: container.health, service: shop/app/1, status: healthy}
                - {at: 2m, kind: container.health, service: shop/app/1, status: unhealthy}
                - {at: 3m, kind: container.health, service: shop/app/1, status: healthy}""".indent(6).stripTrailing(),
                "2m", "13m"));
        assertThat(run("test again.yml")).as(out.toString()).isZero();
    }

    @Test
    void aSpoiledRuleOnEventsThatSomethingSendsFailsItsTests() throws IOException {
        Path rules = folder.resolve("says.yml");
        Files.writeString(rules, Files.readString(rules).replace("at_least: 3", "at_least: 4"));
        assertThat(run("test says.test.yml")).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED: the third change restarts");
    }

    /** A line of the log, with the time before it that the engine gave it, as it goes through the page's pipe. */
    @Test
    void whatReadsTheLogKeepsNoLineBack() throws IOException, InterruptedException {
        Matcher sed = Pattern.compile("(sed -u -nE '.*?')").matcher(page);
        assertThat(sed.find()).isTrue();
        Process pipe = new ProcessBuilder("sh", "-c", sed.group(1)).start();
        try (Writer in = pipe.outputWriter(); BufferedReader states = pipe.inputReader()) {
            in.write("""
                    2026-11-01T12:00:00.000000001Z level=info state=unhealthy queue=812
                    2026-11-01T12:00:01Z level=info msg="mystate=healthy"
                    """);
            in.flush();
            assertThat(states.readLine()).isEqualTo("2026-11-01T12:00:00.000000001Z unhealthy");
            in.write("2026-11-01T12:00:02Z state=healthy\n");
            in.flush();
            assertThat(states.readLine()).isEqualTo("2026-11-01T12:00:02Z healthy");
        } finally {
            pipe.destroy();
        }
    }

    @Test
    void whatIsSentIsACloudEventOfTheRulesType() {
        Matcher sent = Pattern.compile("--data \"(\\{.*?\\}\\})\" ", Pattern.DOTALL).matcher(page);
        assertThat(sent.find()).isTrue();
        JsonObject event = new JsonObject(sent.group(1).replace("\\\"", "\""));
        assertThat(event.fieldNames()).containsExactlyInAnyOrder("specversion", "source", "id", "type", "data");
        assertThat(page).contains("event.type == '" + event.getString("type") + "'");
        assertThat(event.getJsonObject("data").getMap()).containsEntry("state", "$state").containsKey("container");
    }

    @Test
    void theProbeSaysWhatTheLogsLastLineSays() throws IOException, InterruptedException {
        Matcher probe = Pattern.compile("CMD-SHELL, \"(.*?)\"").matcher(page);
        assertThat(probe.find()).isTrue();
        Path log = folder.resolve("app.log");
        String command = probe.group(1).replace("/tmp/app.log", log.toString());
        Files.writeString(log, "unhealthy: x\nhealthy\n");
        assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
        Files.writeString(log, "healthy\nunhealthy: x\n");
        assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isEqualTo(1);
    }

    private String yaml(String begin) {
        return YAML.matcher(page)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith(begin))
                .findFirst()
                .orElseThrow();
    }

    private int run(String command) {
        RuleCheck rules = new RuleCheck(new RuleLoader(Kinds.standard(), Shipped.catalog()));
        CommandLine line = CommandLineTool.with(new Check(List.of(rules)),
                new TestCommand(Kinds.standard(), Shipped.catalog()),
                new ReplayCommand(Kinds.standard(), Shipped.catalog()));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(command.replaceAll("\\b\\w[\\w.]*\\.(yml|jsonl)\\b", folder + "/$0").split(" "));
    }
}
