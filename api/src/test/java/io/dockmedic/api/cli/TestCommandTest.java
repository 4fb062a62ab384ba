package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TestCommandTest {
    private static final String TESTS = """
            rule_files: [own.yml]
            tests:
              - name: fires & says <so>
                events: [{at: 0s, kind: container.died, service: web}]
                expect: [{at: 0s, is: fired, key: %s}]
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void rules() throws IOException {
        Files.writeString(folder.resolve("own.yml"), """
                groups:
                  - name: own
                    rules:
                      - {alert: Own, on: container.died, resolve: {on: container.started}}
                """);
    }

    private int run(String... arguments) {
        CommandLine line = CommandLineTool.with(new TestCommand(Kinds.standard(), Shipped.catalog()));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(new StringWriter()));
        return line.execute(arguments);
    }

    @Test
    void eachTestIsALineAndWhatIsWrongIsBelowIt() throws IOException {
        Path good = Files.writeString(folder.resolve("good.yml"), TESTS.formatted("web"));
        Path bad = Files.writeString(folder.resolve("bad.yml"), TESTS.formatted("db"));
        assertThat(run("test", good.toString())).isZero();
        assertThat(run("test", good.toString(), bad.toString())).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                %1$s: ok: fires & says <so>
                1 test, 0 failed
                %1$s: ok: fires & says <so>
                %2$s: FAILED: fires & says <so>
                    expected, and not told: 0s fired Own db
                    told, and not expected: 0s fired Own web
                2 tests, 1 failed
                """.formatted(good, bad));
    }

    @Test
    void machinesGetXmlOrJson() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yml"), TESTS.formatted("db"));
        assertThat(run("test", "--junit", bad.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("<testsuite name=\"" + bad + "\" tests=\"1\" failures=\"1\">")
                .contains("name=\"fires &amp; says &lt;so&gt;\"")
                .contains("<failure message=\"expected, and not told: 0s fired Own db\">");
        assertThat(run("test", "--json", bad.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("\"ok\" : false").contains("\"name\" : \"fires & says <so>\"");
    }

    @Test
    void aRuleFileIsToldFromAFileOfTests() {
        Path rules = folder.resolve("own.yml");
        assertThat(run("test", rules.toString())).isEqualTo(1);
        assertThat(out.toString()).isEqualTo(rules
                + ":1:1: this is a rule file, and dockmedic test takes a file of tests, which names it; write rule_files:"
                + " [own.yml] and tests: in another file beside it; whether the rules are sound says: dockmedic check "
                + rules + "\n0 tests, 1 failed\n");
    }

    @Test
    void whatCannotBeReadIsAFailureAndNothingToReadIsWrongUse() throws IOException {
        Path missing = folder.resolve("missing.yml");
        Path broken = Files.writeString(folder.resolve("broken.yml"),
                TESTS.formatted("web").replace("own.yml", "no.yml"));
        assertThat(run("test", missing.toString(), broken.toString())).isEqualTo(1);
        assertThat(out.toString()).contains(missing + ": cannot be read", folder.resolve("no.yml") + ": cannot be read")
                .contains("0 tests, 2 failed");
        assertThat(run("test")).isEqualTo(2);
        assertThat(run("test", "--json", "--junit", broken.toString())).isEqualTo(2);
    }
}
