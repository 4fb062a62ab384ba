package io.dockmedic.benchmarks.footprint;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Starts the shipped launcher several times beside 0, 30 and 100 idle containers, leaves the last start alone but for a
 * scrape every 15 s, and reads from the kernel what it costs. Takes some forty minutes.
 *
 * <pre>
 *   deploy/bench footprint [--containers N,N,…] [--starts N] [--idle SECONDS] [--json FILE]
 * </pre>
 */
public final class Bench {
    private static final Duration SCRAPE_EVERY = Duration.ofSeconds(15);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final List<Integer> containers;
    private final int starts;
    private final Idle idle;
    private final Path json;
    private final List<Row> rows = new ArrayList<>();
    private boolean cache = true;

    private Bench(List<Integer> containers, int starts, Duration idle, Path json) {
        this.containers = containers;
        this.starts = starts;
        this.idle = new Idle(idle, SCRAPE_EVERY);
        this.json = json;
    }

    /** Options as above. */
    public static void main(String... options) throws IOException {
        List<Integer> containers = List.of(0, 30, 100);
        int starts = 7;
        Duration idle = Duration.ofMinutes(10);
        Path json = ShippedProgram.checkout().resolve("benchmarks/target/footprint.json");
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--containers" ->
                    containers = Stream.of(value.split(",", -1)).map(Integer::valueOf).sorted().toList();
                case "--starts" -> starts = Integer.parseInt(value);
                case "--idle" -> idle = Duration.ofSeconds(Integer.parseInt(value));
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --containers N,N,…, --starts N, --idle SECONDS, --json FILE");
            }
        }
        new Bench(containers, starts, idle, json).run();
    }

    private void run() throws IOException {
        Path home = Files.createTempDirectory("dockmedic-bench");
        try (PrivateEngine engine = new PrivateEngine()) {
            int there = 0;
            for (int wanted : containers) {
                for (; there < wanted; there++) {
                    engine.run("idle-" + there, List.of(), "sleep", "1000000");
                }
                add(dockmedic(engine, home.resolve("with-" + wanted), wanted));
            }
            add(peer("bare JVM, same flags", 0, Peers.bareJvm()));
            add(peer("shell and curl every 5 s", there, Peers.poll(engine.socket())));
            Report report = new Report(Circumstances.of(engine, cache), rows);
            report.print(System.out);
            report.write(json);
        }
        // What went wrong is in the logs there, so they stay when something did.
        remove(home);
    }

    /** What is measured is said at once, so that a run that is broken off was not for nothing. */
    private void add(Row row) {
        System.err.println(row);
        rows.add(row);
    }

    private Row dockmedic(PrivateEngine engine, Path home, int containers) throws IOException {
        List<Duration> ready = new ArrayList<>();
        for (int start = 1; start < starts; start++) {
            try (ShippedProgram program = new ShippedProgram(home.resolve("start-" + start), engine.dockerHost(), "")) {
                ready.add(untilReady(program));
                program.terminate();
            }
        }
        try (ShippedProgram program = new ShippedProgram(home.resolve("start-" + starts), engine.dockerHost(), "")) {
            ready.add(untilReady(program));
            Memory atReady = Memory.of(program.pid());
            Idle.Cost cost = idle.of(program.pid(), () -> scrape(program));
            program.terminate();
            cache &= !Files.readString(program.log()).contains("starts slowly");
            return new Row("dockmedic", containers, Starts.of(ready), atReady, cost.memory(), cost.warming(),
                    cost.percent(), cost.threads());
        }
    }

    private static void scrape(ShippedProgram program) {
        if (program.body("/metrics").isEmpty()) {
            throw new IllegalStateException("not scraped; see " + program.log());
        }
    }

    private static Duration untilReady(ShippedProgram program) {
        long begin = System.nanoTime();
        program.start();
        while (!program.ready()) {
            if (!program.alive() || System.nanoTime() - begin > READY_LIMIT.toNanos()) {
                throw new IllegalStateException("not ready; see " + program.log());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Row peer(String side, int containers, Process process) throws IOException {
        try {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            Memory atReady = Memory.of(process.pid());
            Idle.Cost cost = idle.of(process.pid(), () -> {});
            return new Row(side, containers, null, atReady, cost.memory(), cost.warming(), cost.percent(),
                    cost.threads());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
