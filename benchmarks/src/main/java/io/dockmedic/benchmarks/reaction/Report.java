package io.dockmedic.benchmarks.reaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people and for programs. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> circumstances;
    private final Map<String, Figures> rows = new LinkedHashMap<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();

    /** @param circumstances machine, versions, flags */
    Report(Map<String, String> circumstances) {
        this.circumstances = circumstances;
    }

    void row(String name, List<Duration> all) {
        rows.put(name, Figures.of(all));
    }

    void ratio(String name, double value) {
        ratios.put(name, value);
    }

    Figures figures(String row) {
        Figures figures = rows.get(row);
        if (figures == null) {
            throw new IllegalArgumentException("no row " + row);
        }
        return figures;
    }

    void print(PrintStream out) {
        circumstances.forEach((name, value) -> out.println(name + ": " + value));
        out.println();
        out.printf(Locale.ROOT, "%-44s %7s %10s %10s %10s%n", "milliseconds", "deaths", "p50", "p99", "max");
        rows.forEach((name, row) -> out.printf(Locale.ROOT, "%-44s %7d %10.2f %10.2f %10.2f%n",
                name, row.count(), row.p50(), row.p99(), row.max()));
        out.println();
        ratios.forEach((name, value) -> out.printf(Locale.ROOT, "%-55s %.2f%n", name, value));
    }

    void write(Path file) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        all.put("benchmark", "reaction");
        all.put("unit", "ms");
        all.set("circumstances", JSON.valueToTree(circumstances));
        all.set("figures", JSON.valueToTree(rows));
        all.set("ratios", JSON.valueToTree(ratios));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, all.toPrettyString() + "\n");
    }
}
