package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the pages tell a stranger to type or to open is there. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern SCRIPT = Pattern.compile("(?m)^(deploy/[a-z-]+)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");
    private static final Pattern COMMAND = Pattern.compile("(?m)^(?:deploy/)?dockmedic ([^#\n]*)");

    private static final Pattern PIPELINE = Pattern.compile("(?m)^ +- run: deploy/dockmedic (.*)$");
    private static final Pattern WORKFLOW = Pattern.compile("(?s)```yaml\n(name: .*?)```");

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() {
        pages().forEach((page, text) -> LINK.matcher(text).results().forEach(link -> {
            Path target = page.resolveSibling(link.group(1));
            assertThat(target).as("linked from %s", page).exists();
        }));
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/README.md"));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
        }
    }

    @Test
    void everyScriptNamedCanBeRun() {
        List<Path> scripts = shell().flatMap(block -> SCRIPT.matcher(block).results())
                .map(script -> ROOT.resolve(script.group(1)))
                .toList();

        assertThat(scripts).isNotEmpty().allSatisfy(script -> assertThat(script).isExecutable());
    }

    /** As a shell takes them apart, where it meets nothing but double quotes. */
    private static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toArray(String[]::new);
    }

    /** It is read and not run: a quote that is never closed, a loop without its end. */
    @Test
    void everyBlockIsShell() {
        assertThat(shell()).hasSizeGreaterThan(100).allSatisfy(block -> {
            Finished read = Command.run(Map.of(), List.of("bash", "-n", "-c", block));
            assertThat(read.exitCode() + read.stderr()).as(block).isEqualTo("0");
        });
    }

    @Test
    void everyCommandNamedIsUnderstood() {
        List<String> commands = shell().flatMap(block -> COMMAND.matcher(block).results())
                .map(command -> command.group(1).strip())
                .toList();

        assertThat(commands).hasSizeGreaterThan(2)
                .allSatisfy(command -> assertThatCode(
                        () -> Main.commands().parseArgs(words(command))).doesNotThrowAnyException());
    }

    @Test
    void everyCommandOfAPipelineIsUnderstood() {
        List<String> commands = pages().values()
                .stream()
                .flatMap(text -> PIPELINE.matcher(text).results())
                .map(command -> command.group(1).replaceFirst(" > .*", "").strip())
                .toList();

        assertThat(commands).isNotEmpty()
                .allSatisfy(command -> assertThatCode(
                        () -> Main.commands().parseArgs(words(command))).doesNotThrowAnyException());
    }

    @Test
    void thePipelineShownIsYaml() {
        List<String> workflows = pages().values()
                .stream()
                .flatMap(text -> WORKFLOW.matcher(text).results())
                .map(block -> block.group(1))
                .toList();

        assertThat(workflows).isNotEmpty()
                .allSatisfy(workflow -> assertThat(new Load(LoadSettings.builder().build()).loadFromString(workflow))
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsKeys("name", "on", "jobs"));
    }

    private static Stream<String> shell() {
        return pages().values().stream().flatMap(text -> SHELL.matcher(text).results()).map(block -> block.group(1));
    }

    private static Map<Path, String> pages() {
        Map<Path, String> pages = new TreeMap<>();
        try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            for (Path page : Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList()) {
                pages.put(page, Files.readString(page));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }
}
