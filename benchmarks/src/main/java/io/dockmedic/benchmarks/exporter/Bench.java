package io.dockmedic.benchmarks.exporter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long a scrape takes and how much memory it needs, by the number of containers, which a tree of files stands for;
 * and what a reading costs beside {@code docker stats} and the polled stats API, on a real engine.
 *
 * <pre>
 *   deploy/bench exporter [--containers N,N,…] [--scrapes N] [--real N] [--seconds N] [--json FILE]
 * </pre>
 */
public final class Bench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STARTS = 5;
    private static final int ROUND_OF = 100;

    private Bench() {}

    /** Options as above. */
    public static void main(String... options) throws IOException, InterruptedException {
        List<Integer> containers = List.of(0, 10, 100, 500);
        int scrapes = 500;
        int real = 100;
        int seconds = 60;
        Path json = ShippedProgram.checkout().resolve("benchmarks/target/exporter.json");
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--containers" -> containers = Stream.of(value.split(",", -1))
                        .filter(one -> !one.isEmpty())
                        .map(Integer::valueOf)
                        .toList();
                case "--scrapes" -> scrapes = Integer.parseInt(value);
                case "--real" -> real = Integer.parseInt(value);
                case "--seconds" -> seconds = Integer.parseInt(value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --containers N,N,…, --scrapes N, --real N, --seconds N, --json FILE");
            }
        }
        Path home = Files.createTempDirectory("dockmedic-bench");
        ObjectNode all = JSON.createObjectNode();
        all.put("benchmark", "exporter");
        all.put("units", "ms, bytes, MB of 1024 x 1024 bytes; readings: s and ms of processor time");
        all.set("scrapes", JSON.valueToTree(scrapes(home, containers, scrapes)));
        if (!containers.isEmpty()) {
            double round = Rounds.micros(home.resolve("rounds"), ROUND_OF);
            System.out.printf(Locale.ROOT,
                    "%na round of readings and rules, %d containers: %.1f us of processor each%n",
                    ROUND_OF, round);
            all.put("roundMicros", round);
        }
        if (real > 0) {
            all.set("readings", readings(home, real, Duration.ofSeconds(seconds)));
        }
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, all.toPrettyString() + "\n");
        // What went wrong is in the logs there, so they stay when something did.
        try (Stream<Path> files = Files.walk(home)) {
            for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    private static List<Scrapes.Row> scrapes(Path home, List<Integer> containers, int scrapes)
            throws IOException, InterruptedException {
        System.out.printf(Locale.ROOT, "%-34s %10s %8s %8s %8s %14s %9s %8s%n", "scrapes", "containers", "series",
                "p50, ms", "p99, ms", "processor, ms", "bytes", "rss, MB");
        List<Scrapes.Row> rows = new ArrayList<>();
        for (int count : containers) {
            for (Scrapes.Row row : Scrapes.of(home.resolve("fake-" + count), count, scrapes)) {
                System.out.printf(Locale.ROOT, "%-34s %10d %8d %8.1f %8.1f %14.1f %9d %8.1f%n", row.way(),
                        row.containers(), row.series(), row.p50(), row.p99(), row.processor(), row.bytes(), row.rss());
                rows.add(row);
            }
        }
        return rows;
    }

    private static ObjectNode readings(Path home, int real, Duration whole) throws IOException {
        try (PrivateEngine engine = new PrivateEngine()) {
            Readings readings = new Readings(engine, real, whole);
            Readings.Ours alone = measured(readings, whole, home.resolve("alone"));
            for (int i = 0; i < real; i++) {
                engine.run("idle-" + i, List.of(), "sleep", "1000000");
            }
            List<Double> first = new ArrayList<>();
            for (int start = 0; start < STARTS; start++) {
                first.add(Readings.firstScrape(engine, real, home.resolve("start-" + start)));
            }
            Collections.sort(first);
            System.out.printf(Locale.ROOT, "%nstart to the first complete scrape of %d real containers, ms: %s%n", real,
                    first.stream().map(one -> String.format(Locale.ROOT, "%.0f", one)).toList());
            Readings.Ours ours = measured(readings, whole, home.resolve("program"));
            List<Readings.Row> rows = whole.isPositive() ? readings.all(ours, alone) : List.of();
            System.out.printf(Locale.ROOT, "%n%-48s %8s %10s %10s %10s %18s%n", "readings", "samples", "reader, s",
                    "engine, s", "% of core", "each reading, ms");
            rows.forEach(row -> System.out.printf(Locale.ROOT, "%-48s %8.0f %10.2f %10.2f %10.2f %18.3f%n", row.way(),
                    row.samples(), row.reader(), row.engine(), row.percent(), row.each()));
            show("asked of the engine", ours);
            show("asked without containers", alone);
            ObjectNode found = JSON.createObjectNode();
            found.set("firstScrapeMillis", JSON.valueToTree(first));
            found.set("ours", JSON.valueToTree(ours));
            found.set("withoutContainers", JSON.valueToTree(alone));
            found.set("ways", JSON.valueToTree(rows));
            return found;
        }
    }

    private static Readings.Ours measured(Readings readings, Duration whole, Path home) throws IOException {
        return whole.isPositive() ? readings.program(home) : new Readings.Ours(0, List.of());
    }

    private static void show(String what, Readings.Ours of) {
        of.asked()
                .forEach(kind -> System.out.printf(Locale.ROOT, "%-26s %-40s %5d times, %7.3f ms each%n", what,
                        kind.kind(),
                        kind.count(), kind.millis()));
    }
}
