package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Compose reads deploy/compose/compose.yml without a word. */
@Tag("long")
@RealEngine(Edition.CURRENT)
class StackOnComposeTest {
    private static final Pattern COMPOSE = Pattern.compile("(?s)```yaml\n(services:.*?)```");
    private static final Path STACK = Path.of("../deploy/compose").toAbsolutePath().normalize();

    /** What the pages show of Compose's; a service of this stack is laid over it, as they say. */
    @Test
    void whatThePagesShowIsTaken(PrivateEngine engine, @TempDir Path folder) throws Exception {
        Path environment = Files.writeString(folder.resolve("env"), "DOCKER_GID=106\n");
        List<String> examples;
        try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
            examples = Stream.concat(Stream.of(Path.of("../README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .flatMap(page -> COMPOSE.matcher(read(page)).results())
                    .map(block -> block.group(1))
                    .toList();
        }
        assertThat(examples).hasSizeGreaterThan(2);
        for (String example : examples) {
            Path file = Files.writeString(folder.resolve("example.yml"), example);
            List<String> call = new ArrayList<>(List.of("compose", "--env-file", environment.toString()));
            if (example.contains("\n  dockmedic:\n")) {
                call.addAll(List.of("--file", STACK.resolve("compose.yml").toString()));
            }
            call.addAll(List.of("--file", file.toString(), "config"));
            Finished config = engine.docker(call.toArray(String[]::new));
            assertThat(config.exitCode() + config.stderr()).as(example).isEqualTo("0");
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void configIsClean(PrivateEngine engine, @TempDir Path folder) throws Exception {
        Path environment = Files.writeString(folder.resolve("env"), "DOCKER_GID=106\n");

        Finished config = engine.docker("compose", "--project-directory", STACK.toString(), "--env-file",
                environment.toString(), "config").orFail();
        Finished withKafka = engine.docker("compose", "--project-directory", STACK.toString(), "--env-file",
                environment.toString(), "--profile", "kafka", "config").orFail();

        assertThat(config.stderr()).isEmpty();
        assertThat(config.stdout()).contains("image: dockmedic:local", "9717:106").doesNotContain("apache/kafka");
        assertThat(withKafka.stderr()).isEmpty();
        assertThat(withKafka.stdout()).contains("image: apache/kafka:", "image: dockmedic:local");
    }
}
