package io.dockmedic.api.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was seen with which engine: the table in the README, and in the benchmarks, is that of the tests there are. */
class MatrixTest {
    private static final String BEGIN = "<!-- engines: made by deploy/matrix --write of what the tests have seen -->";
    private static final String END = "<!-- /engines -->";
    private static final List<Path> TESTS = List.of(Path.of("../collectors/target/test-classes"),
            Path.of("../remediation/target/test-classes"), Path.of("target/test-classes"));

    @Test
    void theReadmeHasTheRowsAndEnginesThatTestsName() throws IOException {
        List<String> lines = table(Path.of("../README.md"));

        assertThat(lines.getFirst())
                .matches("\\| seen \\| Docker [0-9.]+ \\| Docker [0-9.]+ \\| Podman [0-9.]+ \\|");
        assertThat(lines.subList(2, lines.size())).as("after deploy/test --matrix: deploy/matrix --write")
                .containsExactlyElementsOf(named());
    }

    @Test
    void theBenchmarksHaveTheSameTable() throws IOException {
        assertThat(table(Path.of("../docs/benchmarks.md")))
                .as("after deploy/test --matrix: deploy/matrix --write")
                .containsExactlyElementsOf(table(Path.of("../README.md")).stream().map(MatrixTest::fromDocs).toList());
    }

    private static List<String> table(Path page) throws IOException {
        return Files.readString(page)
                .lines()
                .dropWhile(line -> !line.equals(BEGIN))
                .skip(1)
                .takeWhile(line -> !line.equals(END))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** A page in docs names its neighbours without their folder. */
    private static String fromDocs(String line) {
        return line.replace("](docs/", "](");
    }

    private record Shown(String what, Column on, String but) {
        static Shown of(Annotation annotation) {
            Map<String, AnnotationValue> said = annotation.elements()
                    .stream()
                    .collect(Collectors.toMap(one -> one.name().stringValue(), AnnotationElement::value));
            return new Shown(text(said.get("value")), Column.valueOf(text(said.get("on"))),
                    said.containsKey("but") ? text(said.get("but")) : "yes");
        }

        private static String text(@Nullable AnnotationValue value) {
            return switch (value) {
                case AnnotationValue.OfString said -> said.stringValue();
                case AnnotationValue.OfEnum said -> said.constantName().stringValue();
                case null, default -> throw new AssertionError("no word: " + value);
            };
        }
    }

    /** The rows, were all tests green. */
    private static List<String> named() throws IOException {
        Map<String, Map<Column, String>> rows = new TreeMap<>();
        for (Path folder : TESTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith("Test.class"))
                        .flatMap(MatrixTest::shown)
                        .forEach(shown -> rows.computeIfAbsent(shown.what(), what -> new EnumMap<>(Column.class))
                                .merge(shown.on(), shown.but(), (one, other) -> one.equals("yes") ? other : one));
            }
        }
        return rows.entrySet()
                .stream()
                .map(row -> Stream.concat(Stream.of(row.getKey()), Arrays.stream(Column.values())
                        .map(column -> row.getValue().getOrDefault(column, "not run")))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .toList();
    }

    /** From the class file: those of other modules cannot be loaded here. */
    private static Stream<Shown> shown(Path file) {
        try {
            ClassModel test = ClassFile.of().parse(file);
            return Stream.concat(Stream.of(test), test.methods().stream())
                    .flatMap(part -> part.findAttribute(Attributes.runtimeVisibleAnnotations()).stream())
                    .flatMap(all -> all.annotations().stream())
                    .filter(one -> one.className().equalsString(InMatrix.class.descriptorString()))
                    .map(Shown::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    @Test
    void bothPagesAreWrittenAnew(@TempDir Path folder) throws IOException {
        write(folder, "one", "A", "heals\tINSTALLED\tDocker 20.10.24\t3\t0\ttold ([why](docs/intent.md#podman))\n");
        Path script = Files.copy(Path.of("../deploy/matrix"),
                Files.createDirectories(folder.resolve("deploy")).resolve("matrix"));
        Path readme = folder.resolve("README.md");
        Path benchmarks = Files.createDirectories(folder.resolve("docs")).resolve("benchmarks.md");
        for (Path page : List.of(readme, benchmarks)) {
            Files.writeString(page, "before\n" + BEGIN + "\nold\n" + END + "\nafter\n");
        }

        Command.run(Map.of(), List.of("bash", script.toString(), "--write")).orFail();

        String made = "before\n" + BEGIN + "\n\n| seen | Docker 20.10.24 |\n|---|---|\n"
                + "| heals | told ([why](docs/intent.md#podman)) |\n\n" + END + "\nafter\n";
        assertThat(readme).hasContent(made);
        assertThat(benchmarks).hasContent(fromDocs(made));
    }

    private static void write(Path folder, String module, String test, String lines) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(module).resolve("target/matrix")).resolve(test),
                lines);
    }
}
