package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dockmedic.api.cli.RuleCheck;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.ConfigurationSchema;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every example in YAML that a page shows is read as what it is; one that nothing here knows is an error. */
class ExamplesTest {
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
    /** Of the unit tests of rules, which {@code RuleTestsDocumentationTest} runs. */
    private static final String TESTS = "rule_files";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyExample() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
            return Stream.concat(Stream.of(Path.of("../README.md")), docs.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList()
                    .stream()
                    .flatMap(this::of);
        }
    }

    private Stream<DynamicTest> of(Path page) {
        try {
            return YAML.matcher(Files.readString(page))
                    .results()
                    .map(block -> DynamicTest.dynamicTest(page.getFileName() + " at " + block.start(),
                            () -> isSound(block.group(1))));
        } catch (IOException e) {
            throw new AssertionError(page.toString(), e);
        }
    }

    private void isSound(String example) throws IOException {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(example);
        if (!(read instanceof Map<?, ?> map)) {
            assertThat(read).isInstanceOf(List.class);
            isARulebookOrLinesOfTheProxy((List<?>) read);
            return;
        }
        Object first = map.keySet().iterator().next();
        if (haveRules(map.get("groups"))) {
            isARuleFile(example);
        } else if (first.equals("alert")) {
            isARuleFile("groups:\n  - name: example\n    rules:\n      - "
                    + example.strip().replace("\n", "\n        ") + "\n");
        } else if (!first.equals(TESTS) && !new OthersExamples(folder).takes(map, example)) {
            isAConfiguration(example);
        }
    }

    /** Groups of services have none. */
    private static boolean haveRules(@Nullable Object groups) {
        return groups instanceof List<?> list
                && list.stream().anyMatch(group -> group instanceof Map<?, ?> one && one.containsKey("rules"));
    }

    /** Of Ansible's, or what the socket proxy is given; that these let through what they must is StackTest's. */
    private static void isARulebookOrLinesOfTheProxy(List<?> lines) {
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            if (line instanceof Map<?, ?> rule) {
                assertThat(rule.keySet().stream().map(Object::toString)).contains("name", "condition", "action");
            } else {
                String allowed = String.valueOf(line);
                assertThat(allowed).startsWith("-allow");
                assertThatCode(() -> Pattern.compile(allowed.substring(allowed.indexOf('=') + 1)))
                        .doesNotThrowAnyException();
            }
        });
    }

    private void isARuleFile(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("example.yml"), text);
        assertThat(new RuleCheck(new RuleLoader(Kinds.standard(), Shipped.catalog())).problems(file)).as(text)
                .isEmpty();
    }

    /** Secrets are not looked up: they are elsewhere. */
    private void isAConfiguration(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("dockmedic.yml"), text);
        Surroundings root = new Surroundings(Map.of(), Path.of("/root"), true);
        assertThat(new ConfigFile(root).withoutSecrets().read(Optional.of(file))).as(text)
                .isInstanceOf(ConfigFile.Good.class);
        assertThat(ConfigurationSchema.accepts(text)).as(text).isTrue();
    }
}
