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

    private static void write(Path folder, String module, String test, String lines) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(module).resolve("target/matrix")).resolve(test),
                lines);
    }
}
