package io.dockmedic.benchmarks.footprint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people and for programs. */
record Report(Map<String, String> circumstances, List<Row> rows) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void print(PrintStream out) {
        circumstances.forEach((name, value) -> out.println(name + ": " + value));
        out.println();
        out.printf(Locale.ROOT, "%-24s %10s  %-20s  %-22s  %-22s  %15s  %7s%n", "", "", "ready, s",
                "memory at ready, MB", "memory when idle, MB", "% of a core", "");
        out.printf(Locale.ROOT, "%-24s %10s  %6s %6s %6s  %6s %9s %5s  %6s %9s %5s  %7s %7s  %7s%n", "side",
                "containers",
                "min", "median", "max", "rss", "anonymous", "pss", "rss", "anonymous", "pss", "warming", "idle",
                "threads");
        for (Row row : rows) {
            out.printf(Locale.ROOT, "%-24s %10d  %s  %s  %s  %7.2f %7.2f  %7d%n", row.side(), row.containers(),
                    row.ready() == null ? " ".repeat(20) : starts(row.ready()), memory(row.atReady()),
                    memory(row.later()), row.warming(), row.percent(), row.threads());
        }
    }

    private static String starts(Starts starts) {
        return String.format(Locale.ROOT, "%6.2f %6.2f %6.2f", starts.min(), starts.median(), starts.max());
    }

    private static String memory(Memory memory) {
        return String.format(Locale.ROOT, "%6.1f %9.1f %5.1f", memory.rss(), memory.anonymous(), memory.pss());
    }

    void write(Path file) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        all.put("benchmark", "footprint");
        all.put("units", "s, MB of 1024 x 1024 bytes, percent of one core");
        all.set("circumstances", JSON.valueToTree(circumstances));
        all.set("rows", JSON.valueToTree(rows));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, all.toPrettyString() + "\n");
    }
}
