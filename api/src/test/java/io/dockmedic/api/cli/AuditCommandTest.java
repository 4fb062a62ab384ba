package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.audit.compose.ComposeAudit;
import io.dockmedic.collectors.audit.compose.ComposePlugin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

class AuditCommandTest {
    private static final String SOUND = "{image: 'nginx:1.29', restart: always, mem_limit: 64m}";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path risky;
    private Path sound;

    @BeforeEach
    void files() throws IOException {
        risky = Files.writeString(folder.resolve("risky.yml"), """
                services:
                  web:
                    image: nginx
                    environment: {DB_PASSWORD: "hunter2<&\\">-never-shown"}
                  fine: %s
                """.formatted(SOUND));
        sound = Files.writeString(folder.resolve("sound.yml"), "services: {fine: " + SOUND + "}\n");
    }

    private int run(Object... arguments) {
        ComposePlugin none = new ComposePlugin(List.of("/nowhere/docker"), Map.of(), Duration.ofSeconds(5));
        CommandLine line = CommandLineTool.with(new AuditCommand(new ComposeAudit(none, Map.of()), new RunningAudit()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        List<String> all = new java.util.ArrayList<>(List.of("audit"));
        List.of(arguments).forEach(argument -> all.add(argument.toString()));
        int code = line.execute(all.toArray(String[]::new));
        assertThat(out.toString() + err).doesNotContain("never-shown");
        return code;
    }

    @Test
    void theExitCodeSaysWhetherSomethingIsAsBadAsAskedFor() {
        assertThat(run(sound)).isZero();
        assertThat(run("--fail-on", "info", sound)).isEqualTo(1);
        assertThat(run(risky)).isEqualTo(1);
        assertThat(run("--fail-on", "critical", risky)).isZero();
        assertThat(run(sound, risky)).isEqualTo(1);
        assertThat(run("--fail-on", "worse", risky)).isEqualTo(2);
        assertThat(run("--format", "html", risky)).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeReadIs1AndTheOthersAreRead() {
        assertThat(run(folder.resolve("missing.yml"), risky)).isEqualTo(1);
        assertThat(err.toString()).contains("missing.yml");
        assertThat(out.toString()).contains("image-latest");
    }

    @Test
    void textIsByServiceTheWorstFirstWithWhatToWrite() {
        run(risky);
        assertThat(out.toString()).contains("Note: ")
                .contains(
                        "\nweb\n  warning   secret-environment: DB_PASSWORD is a secret by its name, and stands in the"
                                + " file\n            " + risky + ":4; instead: ")
                .endsWith(risky + ": 2 containers, 4 warning, 10 info\n");
        assertThat(out.toString().lastIndexOf("  warning ")).isLessThan(out.toString().indexOf("  info "));
    }

    @Test
    void jsonHasTheLine() throws IOException {
        run("--format", "json", risky);
        JsonNode report = new ObjectMapper().readTree(out.toString()).get(0);
        assertThat(report.path("services").size()).isEqualTo(2);
        assertThat(report.path("findings")).anySatisfy(finding -> {
            assertThat(finding.path("check").asText()).isEqualTo("image-latest");
            assertThat(finding.path("line").asInt()).isEqualTo(3);
            assertThat(finding.path("severity").asText()).isEqualTo("warning");
        });
    }

    @Test
    void junitFailsTheServicesWithFindings() throws Exception {
        run("--format", "junit", risky, sound);
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8)));
        Element first = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(first.getAttribute("tests")).isEqualTo("2");
        assertThat(first.getAttribute("failures")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent()).contains("image-latest", ":3");
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    }

    @Test
    void sarifHasRulesLevelsAndPlaces() throws IOException {
        run("--format", "sarif", risky);
        JsonNode sarif = new ObjectMapper().readTree(out.toString());
        assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
        assertThat(sarif.at("/runs/0/tool/driver/name").asText()).isEqualTo("dockmedic");
        assertThat(sarif.at("/runs/0/results")).anySatisfy(result -> {
            assertThat(result.path("ruleId").asText()).isEqualTo("image-latest");
            assertThat(result.path("level").asText()).isEqualTo("warning");
            assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(3);
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
                    .isEqualTo("file://" + risky);
        });
        assertThat(sarif.at("/runs/0/tool/driver/rules")).anySatisfy(
                rule -> assertThat(rule.path("id").asText()).isEqualTo("image-latest"));
    }
}
