package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} has a line for every metric of Dockmedic itself. Most are registered when there is first something to
 * count, so no scrape shows them all: they are read where the sources register them.
 */
class MetersPageTest {
    private static final String HEADER = "| metric of Dockmedic itself | type | labels | what it says |\n|---|---|---|---|\n";
    private static final List<String> MODULES = List.of("collectors", "rules", "remediation", "api");
    private static final Pattern BUILT = Pattern.compile(
            "(Counter|Gauge|Timer)\\s*\\.builder\\(\\s*(\"dockmedic\\.[a-z.]+\"|[A-Z]+)(.*?)\\.register\\(",
            Pattern.DOTALL);
    private static final Pattern COUNTED = Pattern.compile(
            "counter\\(meters, \"(dockmedic\\.[a-z.]+)\",\\s*((?:\"[^\"]*\"[\\s+]*)+)\\)");
    private static final Pattern DESCRIBED = Pattern.compile("\\.description\\(((?:\\s*\\+?\\s*\"[^\"]*\")+)\\s*\\)");
    private static final Pattern TAGS = Pattern.compile("\\.tags?\\(([^\n]*)");
    private static final Pattern NAME = Pattern.compile("\"(\\w+)\",");
    private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\"(\\w+)\"\\)");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private record Meter(String type, String labels, String says) {}

    @Test
    void theTableIsTheCodes() throws IOException {
        Map<String, Meter> meters = new TreeMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> read(source(file), meters));
            }
        }
        String rows = meters.entrySet()
                .stream()
                .map(one -> "| `" + one.getKey() + "` | " + one.getValue().type() + " | " + one.getValue().labels()
                        + " | " + one.getValue().says() + " |\n")
                .collect(Collectors.joining());
        String page = Files.readString(Path.of("../docs/metrics.md"));
        int begin = page.indexOf(HEADER);
        assertThat(begin).as("docs/metrics.md needs:\n" + HEADER + rows).isNotNegative();
        assertThat(page.substring(begin, page.indexOf("\n\n", begin) + 1)).isEqualTo(HEADER + rows);
    }

    private static void read(String source, Map<String, Meter> meters) {
        for (MatchResult built : BUILT.matcher(source).results().toList()) {
            String name = built.group(2).startsWith("\"")
                    ? text(built.group(2))
                    : constant(source, built.group(2));
            Matcher described = DESCRIBED.matcher(built.group(3));
            assertThat(described.find()).as(name + " says what it is").isTrue();
            String labels = TAGS.matcher(built.group(3))
                    .results()
                    .flatMap(tags -> NAME.matcher(tags.group(1)).results())
                    .map(tag -> "`" + tag.group(1) + "`")
                    .collect(Collectors.joining(", "));
            Matcher unit = UNIT.matcher(built.group(3));
            meters.put(shown(unit.find() ? name + "." + unit.group(1) : name, built.group(1)),
                    new Meter(built.group(1).equals("Timer") ? "summary" : built.group(1).toLowerCase(Locale.ROOT),
                            labels, text(described.group(1))));
        }
        COUNTED.matcher(source)
                .results()
                .forEach(counted -> meters.put(shown(counted.group(1), "Counter"),
                        new Meter("counter", "", text(counted.group(2)))));
    }

    private static String shown(String name, String type) {
        return name.replace('.', '_') + (type.equals("Counter") ? "_total" : "");
    }

    private static String constant(String source, String name) {
        Matcher found = Pattern.compile("String " + name + " = (\"[^\"]*\")").matcher(source);
        assertThat(found.find()).as("the constant " + name).isTrue();
        return text(found.group(1));
    }

    private static String text(String literals) {
        return TEXT.matcher(literals).results().map(one -> one.group(1)).collect(Collectors.joining());
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
