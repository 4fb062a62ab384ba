package io.dockmedic.speed.rules;

import io.dockmedic.speed.Circumstances;
import io.dockmedic.speed.Flags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Gives the same events to each side in each scenario, each in a JVM of its own, with the launcher's compiler and with the second
 * one. One thread. Takes some six minutes.
 *
 * <pre>
 *   deploy/bench rules [--seconds N] [--rounds N] [--scenarios NAME,…] [--sides NAME,…] [--json FILE]
 * </pre>
 */
public final class Bench {
    /** More than ships, for Drools: it compiles rules to Java, and keeps each event for as long as a window. */
    private static final int HEAP = 512;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String PROCESSOR = "least";

    private int seconds = 1;
    private int rounds = 4;
    private List<Scenario> scenarios = List.of(Scenario.values());
    private List<Side.Name> sides = List.of(Side.Name.values());
    private Path json = Path.of("speed/target/rules.json");
    private final List<Row> rows = new ArrayList<>();

    private Bench() {}

    /** Options as above. */
    public static void main(String... options) throws IOException, RunnerException {
        Bench bench = new Bench();
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--seconds" -> bench.seconds = Integer.parseInt(value);
                case "--rounds" -> bench.rounds = Integer.parseInt(value);
                case "--scenarios" ->
                    bench.scenarios = Arrays.stream(value.split(",", -1)).map(Scenario::valueOf).toList();
                case "--sides" -> bench.sides = Arrays.stream(value.split(",", -1)).map(Side.Name::valueOf).toList();
                case "--json" -> bench.json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --seconds N, --rounds N, --scenarios NAME,…, --sides NAME,…, --json FILE");
            }
        }
        bench.run();
    }

    private void run() throws IOException, RunnerException {
        for (Scenario scenario : scenarios) {
            for (Side.Name side : sides) {
                if (side.isIn(scenario)) {
                    measure(scenario, side, "shipped", Flags.shipped(HEAP));
                    measure(scenario, side, "second", Flags.second(HEAP));
                }
            }
        }
        Report report = new Report(circumstances(), rows);
        report.print(System.out);
        report.write(json);
    }

    private void measure(Scenario scenario, Side.Name side, String compiler, List<String> flags)
            throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                .include(Events.class.getName() + ".course")
                .param("scenario", scenario.name())
                .param("side", side.name())
                .forks(1)
                .warmupIterations(rounds)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(rounds)
                .measurementTime(TimeValue.seconds(seconds))
                .jvmArgs(flags.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldDoGC(false)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build()).runSingle();
        Result<?> time = result.getPrimaryResult();
        double bytes = Double.NaN;
        double processor = Double.NaN;
        for (Object other : result.getSecondaryResults().values()) {
            if (other instanceof Result<?> one && one.getLabel().endsWith(ALLOCATED)) {
                bytes = one.getScore();
            } else if (other instanceof Result<?> one && one.getLabel().endsWith(PROCESSOR)) {
                processor = one.getScore() / rounds / Course.EVENTS;
            }
        }
        Row row = new Row(scenario.words(), side.words(), compiler, time.getScore(), time.getScoreError(),
                processor, bytes);
        System.err.println(row);
        rows.add(row);
    }

    private Map<String, String> circumstances() throws IOException {
        Map<String, String> all = Circumstances.of(Flags.shipped(HEAP));
        all.put("second", "the same without -XX:TieredStopAtLevel=1");
        all.put("rounds", rounds + " to warm up and " + rounds + " that count, each of at least " + seconds + " s");
        return all;
    }
}
