package io.dockmedic.api.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was seen with which engine: the README's table is that of the tests there are. */
class MatrixTest {
    private static final List<Path> TESTS = List.of(Path.of("../collectors/target/test-classes"),
            Path.of("../remediation/target/test-classes"), Path.of("target/test-classes"));

    @Test
    void theReadmeHasTheRowsAndEnginesThatTestsName() throws IOException {
        List<String> lines = Files.readString(Path.of("../README.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("<!-- engines:"))
                .skip(1)
                .takeWhile(line -> !line.equals("<!-- /engines -->"))
                .filter(line -> !line.isEmpty())
                .toList();

        assertThat(lines.getFirst())
                .matches("\\| seen \\| Docker [0-9.]+ \\| Docker [0-9.]+ \\| Podman [0-9.]+ \\|");
        assertThat(lines.subList(2, lines.size())).as("after deploy/test and deploy/test --long: deploy/matrix --write")
                .containsExactlyElementsOf(named());
    }

    /** The rows, were all tests green. */
    private static List<String> named() {
        Map<String, Map<Column, String>> rows = new TreeMap<>();
        new ClassFileImporter().importPaths(TESTS).stream().flatMap(MatrixTest::shown).forEach(
                shown -> rows.computeIfAbsent(shown.value(), what -> new EnumMap<>(Column.class))
                        .merge(shown.on(), shown.but().isEmpty() ? "yes" : shown.but(),
                                (one, other) -> one.equals("yes") ? other : one));
        return rows.entrySet()
                .stream()
                .map(row -> Stream.concat(Stream.of(row.getKey()), Arrays.stream(Column.values())
                        .map(column -> row.getValue().getOrDefault(column, "not run")))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .toList();
    }

    private static Stream<InMatrix> shown(JavaClass test) {
        return Stream.concat(test.tryGetAnnotationOfType(InMatrix.class).stream(), test.getMethods()
                .stream()
                .flatMap(method -> method.tryGetAnnotationOfType(InMatrix.class).stream()));
    }

    @Test
    void whatFailedOrWasNotRunIsSaid(@TempDir Path folder) throws IOException {
        write(folder, "one", "A", "heals\tINSTALLED\tDocker 20.10.24\t3\t0\t\n");
        write(folder, "two", "B", "heals\tPODMAN\tPodman 4.3.1\t2\t0\ttold\nreads\tPODMAN\tPodman 4.3.1\t2\t1\t\n");

        assertThat(Command.run(Map.of(), List.of("bash", "../deploy/matrix", folder + "/one", folder + "/two",
                folder + "/none")).orFail().text().lines())
                .containsExactly("| seen | Docker 20.10.24 | Podman 4.3.1 |", "|---|---|---|",
                        "| heals | yes | told |", "| reads | not run | FAILED: 1 of 3 |");
    }

    private static void write(Path folder, String module, String test, String lines) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(module).resolve("target/matrix")).resolve(test), lines);
    }
}
