package io.dockmedic.benchmarks.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.benchmarks.footprint.Memory;
import io.dockmedic.benchmarks.footprint.Usage;
import io.dockmedic.benchmarks.reaction.Circumstances;
import io.dockmedic.benchmarks.reaction.Dockmedic;
import io.dockmedic.benchmarks.reaction.Figures;
import io.dockmedic.benchmarks.reaction.Herd;
import io.dockmedic.benchmarks.reaction.Reaction;
import io.dockmedic.benchmarks.reaction.Trial;
import io.dockmedic.benchmarks.reaction.Waiting;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Alerts at a steady rate, while containers die and are healed; then as many slow writers as there may be connections, and more.
 * The program has one processor to itself, all else the others.
 *
 * <pre>
 *   deploy/bench ingest [--rate N] [--group N] [--seconds N] [--deaths N] [--writers N] [--json FILE]
 * </pre>
 */
public final class Bench {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A process that has just begun is slow for so long under a load. */
    private static final Duration COLD = Duration.ofSeconds(5);

    private static final Duration WRITERS_FOR = Duration.ofSeconds(30);
    private static final int WRITER_DEATHS = 10;
    private static final String RULE = """
            groups:
              - name: bench
                rules:
                  - alert: SlowService
                    on: external.alert
                    when: event.alert == 'HighLatency' && event.status == 'firing' && event.labels['severity'] == 'critical'
                    resolve: {on: external.alert, when: event.status == 'resolved'}
                    annotations: {summary: "{{ event.alert }} fires"}
            """;

    private int rate = 5000;
    private int group = 50;
    private int seconds = 60;
    private int deaths = 40;
    private int writers = 1000;
    private Path json = ShippedProgram.checkout().resolve("benchmarks/target/ingest.json");
    private final ObjectNode all = JSON.createObjectNode();

    private Bench() {}

    /** Options as above. */
    public static void main(String... options) throws IOException, InterruptedException {
        Bench bench = new Bench();
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--rate" -> bench.rate = Integer.parseInt(value);
                case "--group" -> bench.group = Integer.parseInt(value);
                case "--seconds" -> bench.seconds = Integer.parseInt(value);
                case "--deaths" -> bench.deaths = Integer.parseInt(value);
                case "--writers" -> bench.writers = Integer.parseInt(value);
                case "--json" -> bench.json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --rate N, --group N, --seconds N, --deaths N, --writers N, --json FILE");
            }
        }
        bench.run();
    }

    private void run() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("dockmedic-bench");
        try (PrivateEngine engine = new PrivateEngine();
                Herd herd = new Herd(engine);
                Dockmedic dockmedic = new Dockmedic(engine.socket(), home, RULE)) {
            Map<String, String> circumstances = Circumstances.of(engine.socket(), dockmedic.pid());
            circumstances.forEach((name, value) -> System.out.println(name + ": " + value));
            pin(dockmedic.pid());
            String token = Files.readString(dockmedic.program().data().resolve("token")).strip();
            URI alerts = dockmedic.program().address("/api/v1/alerts");
            all.put("benchmark", "ingest");
            all.set("circumstances", JSON.valueToTree(circumstances));
            new Trial(herd, new Random()).inTurn(List.of(dockmedic), 3);
            alerts(herd, dockmedic, alerts, token);
            slow(herd, dockmedic, alerts, token);
        }
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, all.toPrettyString() + "\n");
        remove(home);
    }

    private void alerts(Herd herd, Dockmedic dockmedic, URI alerts, String token)
            throws IOException, InterruptedException {
        long pid = dockmedic.pid();
        Trial trial = new Trial(herd, new Random());
        Memory before = Memory.of(pid);
        Load load = new Load(alerts, token, rate, group);
        Usage begin = Usage.of(pid);
        load.start();
        trial.inTurn(List.of(dockmedic), deaths);
        Usage now = Usage.of(pid);
        Waiting.quietly(Duration.ofSeconds(seconds).minusNanos(now.nanoTime() - begin.nanoTime()));
        Usage end = Usage.of(pid);
        double took = (end.nanoTime() - begin.nanoTime()) / 1e9;
        long taken = load.taken();
        load.end();
        Memory after = Memory.of(pid);
        System.out.printf(Locale.ROOT, "%nalerts: asked for %d a second, taken %.0f a second for %.0f s; answers %s%n",
                rate,
                taken / took, took, load.answers());
        figures("a request of " + group + " answered", load.answered(Duration.ZERO));
        figures("of those, from the sixth second on", load.answered(COLD));
        figures("death to start asked for, meanwhile", reactions(trial, dockmedic));
        System.out.printf(Locale.ROOT, "%.0f %% of a core; RSS %.0f MB before, %.0f after; journal %d MB%n",
                end.percentSince(begin), before.rss(), after.rss(), journal(dockmedic) >> 20);
        all.put("taken_per_second", taken / took)
                .put("percent_of_core", end.percentSince(begin))
                .put("rss_before_mb", before.rss())
                .put("rss_after_mb", after.rss())
                .put("journal_bytes", journal(dockmedic));
        all.set("answers", JSON.valueToTree(load.answers()));
    }

    /** A request of somebody's who comes while the slow ones hold what they can get. */
    private void slow(Herd herd, Dockmedic dockmedic, URI alerts, String token) throws InterruptedException {
        try (SlowWriters slow = new SlowWriters(alerts, token)) {
            slow.start(writers);
            Waiting.quietly(Duration.ofSeconds(3));
            Load load = new Load(alerts, token, 5, 1);
            load.start();
            Trial trial = new Trial(herd, new Random());
            long begin = System.nanoTime();
            trial.inTurn(List.of(dockmedic), WRITER_DEATHS);
            Waiting.quietly(WRITERS_FOR.minusNanos(System.nanoTime() - begin));
            int held = slow.held();
            load.end();
            System.out.printf(Locale.ROOT,
                    "%n%d slow writers: %d connected, refused or cut off %d times; other requests %s%n",
                    writers, held, slow.cutOff(), load.answers());
            figures("another request answered", load.answered(Duration.ZERO));
            figures("death to start asked for, beside slow writers", reactions(trial, dockmedic));
            all.put("slow_writers_cut_off", slow.cutOff());
            all.set("answers_beside_slow_writers", JSON.valueToTree(load.answers()));
        }
    }

    private static List<Duration> reactions(Trial trial, Dockmedic dockmedic) {
        return trial.of(dockmedic).stream().map(Reaction::whole).toList();
    }

    private void figures(String name, List<Duration> all) {
        Figures figures = Figures.of(all);
        System.out.printf(Locale.ROOT, "%-48s %7d  p50 %8.2f  p99 %8.2f  max %8.2f ms%n", name, figures.count(),
                figures.p50(),
                figures.p99(), figures.max());
        this.all.set(name, JSON.valueToTree(figures));
    }

    private static long journal(Dockmedic dockmedic) throws IOException {
        try (Stream<Path> files = Files.list(dockmedic.program().data())) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    /** The program to the first processor. All else keeps both, so what it does there counts against the program. */
    private static void pin(long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("taskset", "-acp", "0", Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("taskset of util-linux is needed, and did not do it");
        }
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
