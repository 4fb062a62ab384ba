package io.dockmedic.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first line of every shipped file of ours says where its schema is, and there it is. */
class SchemaLinesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String LINE = "# yaml-language-server: $schema=";
    /** Where packages put the documentation. */
    private static final String INSTALLED = "/usr/share/doc/dockmedic/";
    /** Other programs' files, and a document that says by itself what it is. */
    private static final Set<String> OTHERS = Set.of(
            "api/src/main/resources/io/dockmedic/api/http/openapi.yaml", "deploy/compose/alertmanager.yml",
            "deploy/compose/compose.yml", "deploy/compose/grafana/dashboards.yml",
            "deploy/compose/grafana/datasources.yml", "deploy/compose/prometheus.yml",
            "deploy/prometheus/dockmedic.rules.test.yml", "deploy/prometheus/dockmedic.rules.yml");

    @Test
    void everyFileNamesItsSchemaFirst() throws IOException {
        List<Path> ours = shipped().filter(file -> !OTHERS.contains(ROOT.relativize(file).toString())).toList();
        assertThat(ours).hasSizeGreaterThan(50);
        for (Path file : ours) {
            String first = Files.readString(file).lines().findFirst().orElse("");
            assertThat(first).as("%s", file).startsWith(LINE);
            String address = first.substring(LINE.length());
            Path schema = address.startsWith(INSTALLED)
                    ? ROOT.resolve("docs").resolve(address.substring(INSTALLED.length()))
                    : file.resolveSibling(address).normalize();
            assertThat(schema).as("%s names %s", file, address).exists();
            assertThat(schema.getParent()).as("%s", file).isEqualTo(ROOT.resolve("docs"));
            assertThat(String.valueOf(schema.getFileName())).as("%s", file).isEqualTo(schemaOf(file));
        }
    }

    @Test
    void whatIsLeftOutIsThere() {
        assertThat(OTHERS).allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    private static String schemaOf(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean tests = file.getNameCount() > 1 && file.getName(file.getNameCount() - 2).endsWith("tests");
        return name.startsWith("dockmedic")
                ? "dockmedic.schema.json"
                : tests ? "rule-tests.schema.json" : "rules.schema.json";
    }

    private static Stream<Path> shipped() {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("api/src/main", "collectors/src/main", "rules/src/main", "remediation/src/main",
                "deploy", "docs")) {
            try (Stream<Path> walked = Files.walk(ROOT.resolve(module))) {
                walked.filter(file -> file.toString().matches(".*\\.ya?ml")).forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files.stream();
    }
}
