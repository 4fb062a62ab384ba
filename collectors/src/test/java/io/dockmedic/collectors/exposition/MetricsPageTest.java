package io.dockmedic.collectors.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} has a line for every metric of a container, made from the code. */
class MetricsPageTest {
    private static final String HEADER = "| metric | type | more labels | what it says |\n|---|---|---|---|\n";

    @Test
    void theTableIsTheCodes() throws Exception {
        String page = Files.readString(Path.of("../docs/metrics.md"));
        assertThat(page.substring(page.indexOf(HEADER))).isEqualTo(HEADER + rows());
    }

    private static String rows() {
        return Families.ALL.stream().map(MetricsPageTest::row).collect(Collectors.joining());
    }

    private static String row(Family family) {
        String labels = family.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + family.name() + "` | " + family.type().name().toLowerCase(Locale.ROOT) + " | " + labels + " | "
                + family.help() + " |\n";
    }
}
