package io.dockmedic.benchmarks.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.benchmarks.footprint.Usage;
import io.dockmedic.benchmarks.reaction.Circumstances;
import io.dockmedic.benchmarks.reaction.Waiting;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An hour beside containers that die, are restarted and made anew, with a scrape and an incident list every 15 s: whether what the
 * program takes stays as it is, and whether an event loop ever waits.
 *
 * <pre>
 *   deploy/bench soak [--minutes N] [--containers N] [--every SECONDS] [--seed N] [--json FILE] [--plot FILE]
 * </pre>
 */
public final class Bench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SAMPLE = Duration.ofSeconds(15);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration HEALED = Duration.ofSeconds(30);
    /** Small, so that the hour is long enough for the journal to reach it. */
    private static final String SETTINGS = """
            retention: {size: 4MiB}
            budgets:
              rule: {acts: 10000, within: 1h}
              action: {acts: 10000, within: 1h}
              host: {acts: 10000, within: 1h}
            """;

    private int minutes = 60;
    private int containers = 100;
    private Duration every = Duration.ofSeconds(10);
    private long seed = 4711;
    private Path json = ShippedProgram.checkout().resolve("benchmarks/target/soak.json");
    private Path plot = ShippedProgram.checkout().resolve("benchmarks/target/soak.svg");

    private Bench() {}

    /** Options as above. */
    public static void main(String... options) throws IOException, InterruptedException {
        Bench bench = new Bench();
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--minutes" -> bench.minutes = Integer.parseInt(value);
                case "--containers" -> bench.containers = Integer.parseInt(value);
                case "--every" -> bench.every = Duration.ofSeconds(Integer.parseInt(value));
                case "--seed" -> bench.seed = Long.parseLong(value);
                case "--json" -> bench.json = Path.of(value);
                case "--plot" -> bench.plot = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --minutes N, --containers N, --every SECONDS, --seed N, --json FILE, --plot FILE");
            }
        }
        bench.run();
    }

    private void run() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("dockmedic-soak");
        try (PrivateEngine engine = new PrivateEngine();
                ShippedProgram program = new ShippedProgram(home, engine.dockerHost(), SETTINGS)) {
            Churn churn = new Churn(engine, BusyboxImage.in(engine), seed);
            churn.begin(containers);
            program.start();
            Waiting.until("Dockmedic is ready, see " + program.log(), READY, program::ready);
            Map<String, String> circumstances = Circumstances.of(engine.socket(), program.pid());
            circumstances.forEach((name, value) -> System.out.println(name + ": " + value));
            Path recording = home.resolve("waits.jfr");
            List<Sample> samples = live(program, churn, recording);
            Map<String, Integer> waits = Blocked.end(program.pid(), recording);
            // The last to die is healed by then.
            Waiting.quietly(HEALED);
            report(circumstances, samples, churn, waits);
            program.terminate();
        }
    }

    private List<Sample> live(ShippedProgram program, Churn churn, Path recording)
            throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        long begin = System.nanoTime();
        Usage before = Usage.of(program.pid());
        Duration whole = Duration.ofMinutes(minutes);
        Duration next = SAMPLE;
        boolean recorded = false;
        for (Duration gone = Duration.ZERO; gone.compareTo(whole) < 0; gone = Duration
                .ofNanos(System.nanoTime() - begin)) {
            churn.happen();
            // The recorder takes memory of its own, so it looks at the last tenth alone.
            if (!recorded && gone.compareTo(whole.multipliedBy(9).dividedBy(10)) >= 0) {
                Blocked.begin(program.pid(), recording);
                recorded = true;
            }
            if (gone.compareTo(next) >= 0) {
                Usage scraping = Usage.of(program.pid());
                if (program.body("/metrics").isEmpty()) {
                    throw new IllegalStateException("not scraped; see " + program.log());
                }
                Usage listing = Usage.of(program.pid());
                program.incidents();
                Usage now = Usage.of(program.pid());
                samples.add(Sample.of(program.pid(), program.data(), gone, before, scraping, listing, now));
                System.err.println(samples.getLast());
                before = now;
                next = next.plus(SAMPLE);
            }
            Waiting.quietly(every);
        }
        return samples;
    }

    private void report(Map<String, String> circumstances, List<Sample> samples, Churn churn,
            Map<String, Integer> waits)
            throws IOException {
        System.out.printf(Locale.ROOT, "%n%d containers, %d min, seed %d: %s; %d of %d run at the end%n", containers,
                minutes,
                seed, churn.did(), churn.running(), churn.all());
        System.out.printf(Locale.ROOT, "event loops that waited for 50 ms or more in the last tenth: %s%n%n",
                waits.isEmpty() ? "none" : waits);
        System.out.printf(Locale.ROOT, "%-20s %10s %10s %12s%n", "second half", "mean", "highest", "an hour");
        ObjectNode all = JSON.createObjectNode();
        all.put("benchmark", "soak");
        all.set("circumstances", JSON.valueToTree(circumstances));
        all.set("happened", JSON.valueToTree(churn.did()));
        all.set("event_loops_waited", JSON.valueToTree(waits));
        for (Sample.Quantity quantity : Sample.QUANTITIES) {
            Trend trend = Trend.of(samples, quantity.of());
            System.out.printf(Locale.ROOT, "%-20s %10.2f %10.2f %+12.2f %s%n", quantity.name(), trend.mean(),
                    trend.highest(),
                    trend.perHour(), quantity.unit());
            all.set(quantity.name(), JSON.valueToTree(trend));
        }
        all.set("samples", JSON.valueToTree(samples));
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, all.toPrettyString() + "\n");
        Files.writeString(plot, Plot.of(samples));
        System.out.println("\nthe curves: " + plot);
    }
}
