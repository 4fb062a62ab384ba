package io.dockmedic.benchmarks.exporter;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.SocketProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What one reading of one container costs in processor time: of who reads, and of dockerd, containerd and shims for it,
 * beyond what these use when nobody reads.
 */
final class Readings {
    private static final Duration SETTLE = Duration.ofSeconds(10);
    /**
     * Its first minutes, in which most code is still interpreted, are the dearest, and count for little; from the second on it looks
     * at every container once, at one every two seconds, to remember how it is when it is well.
     */
    private static final Duration WARM = Duration.ofSeconds(330);
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(30);

    private final PrivateEngine engine;
    private final EngineTime time;
    private final int containers;
    private final Duration whole;

    /**
     * One way to read.
     *
     * @param samples of each container in the time
     * @param reader  s of processor time, of who reads
     * @param engine  s of processor time, of the engine's processes, beyond idle; of Dockmedic what its requests cost, see {@link Asked}
     * @param percent of a core, both
     * @param each    ms of both, for a container and sample
     */
    record Row(String way, int containers, double samples, double reader, double engine, double percent,
            double each) {}

    Readings(PrivateEngine engine, int containers, Duration whole) {
        this.engine = engine;
        this.time = new EngineTime(engine);
        this.containers = containers;
        this.whole = whole;
    }

    /**
     * Dockmedic in a time.
     *
     * @param seconds of processor time, its own
     * @param asked   of the engine in that time
     */
    record Ours(double seconds, List<Asked.Kind> asked) {
        double caused() {
            return Asked.seconds(asked);
        }
    }

    /** @param alone what the program uses where there is no container; asked before there is one */
    List<Row> all(Ours ours, Ours alone) throws IOException {
        double idle = idle();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("nobody reads: the engine itself", containers, 0, 0, idle, idle * 100 / whole.toSeconds(), 0));
        rows.add(row("docker stats, streaming", 1, List.of("docker", "stats"), idle));
        rows.add(row("stats API, polled every 10 s (engine only)", 10, List.of("sh", "-c",
                """
                        while :; do
                          for id in $(docker ps -q); do
                            curl -s --unix-socket '%s' "http://localhost/containers/$id/stats?stream=false" >/dev/null &
                          done
                          sleep 10
                        done"""
                        .formatted(engine.socket())),
                idle));
        rows.add(row("dockmedic, every 10 s, all it does", 10, ours.seconds(), ours.caused()));
        rows.add(row("the same, less what it does without containers", 10,
                Math.max(0, ours.seconds() - alone.seconds()), Math.max(0, ours.caused() - alone.caused())));
        return rows;
    }

    private double idle() throws IOException {
        return engineDuring(ProcessHandle.current().pid()).engine();
    }

    /** The program beside the engine as it is now, when it has run for some minutes. */
    Ours program(Path home) throws IOException {
        try (SocketProxy between = new SocketProxy(engine.socket());
                ShippedProgram program = new ShippedProgram(home, between.dockerHost(), "")) {
            program.start();
            while (!program.ready()) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            LockSupport.parkNanos(WARM.toNanos());
            int before = between.requests().size();
            double used = Processor.seconds(program.pid());
            LockSupport.parkNanos(whole.toNanos());
            used = Processor.seconds(program.pid()) - used;
            List<SocketProxy.Request> asked = List.copyOf(between.requests());
            program.terminate();
            return new Ours(used, new Asked(engine).priced(asked.subList(before, asked.size())));
        }
    }

    /** From the start of the program to the end of the first scrape that shows every container, in ms. */
    static double firstScrape(PrivateEngine engine, int containers, Path home) {
        try (ShippedProgram program = new ShippedProgram(home, engine.dockerHost(), "")) {
            long begin = System.nanoTime();
            program.start();
            while (program.body("/metrics").map(Readings::shown).orElse(0L) < containers) {
                if (System.nanoTime() - begin > FIRST_LIMIT.toNanos()) {
                    throw new IllegalStateException("not all are shown; see " + program.log());
                }
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            double millis = (System.nanoTime() - begin) / 1e6;
            program.terminate();
            return millis;
        }
    }

    private static long shown(String scrape) {
        return scrape.lines().filter(line -> line.startsWith("container_last_seen{")).count();
    }

    private Row row(String way, int every, List<String> line, double idle) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DOCKER_HOST", engine.dockerHost());
        Process reader = builder.start();
        try {
            LockSupport.parkNanos(SETTLE.toNanos());
            return row(way, every, engineDuring(reader.pid()), idle);
        } finally {
            reader.descendants().forEach(ProcessHandle::destroyForcibly);
            reader.destroyForcibly();
        }
    }

    private Row row(String way, int every, Spent spent, double idle) {
        return row(way, every, spent.reader(), Math.max(0, spent.engine() - idle));
    }

    private Row row(String way, int every, double reader, double caused) {
        double samples = (double) whole.toSeconds() / every;
        return new Row(way, containers, samples, reader, caused, (reader + caused) * 100 / whole.toSeconds(),
                (reader + caused) * 1000 / (samples * containers));
    }

    private record Spent(double reader, double engine) {}

    private Spent engineDuring(long reader) throws IOException {
        double before = time.seconds();
        double readerBefore = Processor.seconds(reader);
        LockSupport.parkNanos(whole.toNanos());
        return new Spent(Processor.seconds(reader) - readerBefore, time.seconds() - before);
    }
}
