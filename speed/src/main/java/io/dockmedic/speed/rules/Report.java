package io.dockmedic.speed.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people and for programs. */
record Report(Map<String, String> circumstances, List<Row> rows) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void print(PrintStream out) {
        circumstances.forEach((name, value) -> out.println(name + ": " + value));
        out.println();
        out.printf(Locale.ROOT, "%-26s %-31s %-9s %12s %9s %12s %14s %10s%n", "scenario", "side", "compiler",
                "ns an event",
                "±", "its own, ns", "events/s/core", "bytes");
        for (Row row : rows) {
            out.printf(Locale.ROOT, "%-26s %-31s %-9s %,12.0f %,9.0f %,12.0f %,14.0f %,10.0f%n", row.scenario(),
                    row.side(),
                    row.compiler(), row.nanos(), row.error(), row.processor(), row.perSecond(), row.bytes());
        }
        out.println();
        ratios().forEach((name, value) -> out.printf(Locale.ROOT, "%-80s %.2f%n", name, value));
    }

    /** How many times as much of its processor each other side takes, in each scenario and with each compiler. */
    private Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (Row ours : rows) {
            if (!ours.side().equals(Side.Name.DOCKMEDIC.words())) {
                continue;
            }
            for (Row other : rows) {
                if (!other.side().equals(ours.side()) && other.scenario().equals(ours.scenario())
                        && other.compiler().equals(ours.compiler())) {
                    ratios.put(ours.scenario() + ", " + ours.compiler() + ": " + other.side() + " / dockmedic",
                            other.processor() / ours.processor());
                }
            }
        }
        return ratios;
    }

    void write(Path file) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        all.put("benchmark", "rules");
        all.put("units", "ns and bytes an event");
        all.set("circumstances", JSON.valueToTree(circumstances));
        all.set("rows", JSON.valueToTree(rows));
        all.set("ratios", JSON.valueToTree(ratios()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, all.toPrettyString() + "\n");
    }
}
