package io.dockmedic.benchmarks.reaction;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Kills containers from outside the engine, one container a death, and measures for each side the time from the engine's
 * stamp on {@code die} to the arrival of the call that starts the container again at the side's own proxy.
 *
 * <pre>
 *   deploy/bench reaction [--deaths N] [--starts N] [--json FILE]
 * </pre>
 */
public final class Bench {
    private static final int BLOCK = 20;
    private static final int PERIODS_A_BLOCK = 2;
    private static final int WARM_UP = 5;
    private static final String INSPECTS = "dockmedic: engine at its inspects";

    private final int deaths;
    private final int starts;
    private final Path json;

    private Bench(int deaths, int starts, Path json) {
        this.deaths = deaths;
        this.starts = starts;
        this.json = json;
    }

    /** Options as above. */
    public static void main(String... options) throws IOException {
        int deaths = 200;
        int starts = 5;
        Path json = ShippedProgram.checkout().resolve("benchmarks/target/reaction.json");
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--deaths" -> deaths = Integer.parseInt(value);
                case "--starts" -> starts = Integer.parseInt(value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --deaths N, --starts N, --json FILE");
            }
        }
        new Bench(deaths, starts, json).run();
    }

    private void run() throws IOException {
        Path home = Files.createTempDirectory("dockmedic-bench");
        try (PrivateEngine engine = new PrivateEngine(); Herd herd = new Herd(engine)) {
            measure(engine, herd, home);
        }
        // What went wrong is in the log there, so it stays when something did.
        remove(home);
    }

    private void measure(PrivateEngine engine, Herd herd, Path home) throws IOException {
        Random random = new Random();
        List<Duration> first = new ArrayList<>();
        for (int start = 1; start < starts; start++) {
            try (Dockmedic dockmedic = new Dockmedic(engine.socket(), home.resolve("start-" + start))) {
                Trial trial = new Trial(herd, random);
                trial.inTurn(List.of(dockmedic), 1);
                first.add(trial.of(dockmedic).getFirst().whole());
            }
        }
        try (Floor floor = new Floor(engine.socket());
                Poll poll = new Poll(engine.socket());
                Dockmedic dockmedic = new Dockmedic(engine.socket(), home.resolve("main"))) {
            Report report = new Report(Circumstances.of(engine.socket(), dockmedic.pid()));
            // The first deaths a process ever sees are reported apart; those after them count.
            Trial cold = new Trial(herd, random);
            cold.inTurn(List.of(floor, dockmedic), WARM_UP);
            first.add(cold.of(dockmedic).getFirst().whole());
            Trial trial = new Trial(herd, random);
            for (int left = deaths; left > 0; left -= BLOCK) {
                int block = Math.min(BLOCK, left);
                trial.inTurn(List.of(floor, dockmedic), block);
                trial.spread(poll, block, Poll.PERIOD.multipliedBy(PERIODS_A_BLOCK));
            }
            fill(report, first, trial, floor, dockmedic, poll);
            report.print(System.out);
            report.write(json);
        }
    }

    private static void fill(
            Report report, List<Duration> first, Trial trial, Healer floor, Healer dockmedic, Healer poll) {
        Stream.of(floor, dockmedic, poll)
                .forEach(side -> report.row(side.name(), trial.of(side).stream().map(Reaction::whole).toList()));
        List<Reaction> ours = trial.of(dockmedic);
        report.row("dockmedic: the event's way to it", ours.stream().map(Reaction::way).toList());
        report.row(INSPECTS, ours.stream().map(Reaction::engine).toList());
        report.row("dockmedic: own processing", ours.stream().map(Reaction::own).toList());
        int gaps = ours.stream().mapToInt(one -> one.gaps().size()).max().orElse(0);
        for (int gap = 0; gap < gaps; gap++) {
            int number = gap;
            report.row("dockmedic: of that, before its call %d".formatted(gap + 1), ours.stream()
                    .filter(one -> one.gaps().size() > number)
                    .map(one -> one.gaps().get(number))
                    .toList());
        }
        report.row("dockmedic: first death after a start", first);
        double whole = report.figures(dockmedic.name()).p50();
        report.ratio("poll / dockmedic, p50", report.figures(poll.name()).p50() / whole);
        report.ratio("poll / dockmedic, p99",
                report.figures(poll.name()).p99() / report.figures(dockmedic.name()).p99());
        report.ratio("dockmedic / floor, p50", whole / report.figures(floor.name()).p50());
        report.ratio("dockmedic: own processing beyond the floor, ms, p50", whole
                - report.figures(INSPECTS).p50() - report.figures(floor.name()).p50());
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
