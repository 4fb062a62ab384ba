package io.dockmedic.speed.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.state.RulesTables;
import io.dockmedic.rules.state.recorded.RecordLimits;
import io.dockmedic.rules.state.recorded.Recorder;
import io.dockmedic.speed.Circumstances;
import io.dockmedic.speed.Flags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What it costs that events are kept for replays: hours of readings, each ten seconds, and deaths, through the recorder into a
 * journal on disk.
 *
 * <pre>
 *   deploy/bench record [--containers N] [--hours N] [--json FILE]
 * </pre>
 */
public final class Bench {
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final double MICROS = 1e3;
    /** Megabytes. */
    private static final int HEAP = 64;
    private static final String MEASURES = "dockmedic.record.measures";

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final Context home = vertx.getOrCreateContext();
    private final AtomicLong packing = new AtomicLong();
    private long seen;
    private long flow;

    private Bench() {}

    /** Options as above. */
    public static void main(String... options) throws Exception {
        int containers = 100;
        int hours = 6;
        Path json = Path.of("speed/target/record.json");
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--containers" -> containers = Integer.parseInt(value);
                case "--hours" -> hours = Integer.parseInt(value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --containers N, --hours N, --json FILE");
            }
        }
        if (Boolean.getBoolean(MEASURES)) {
            new Bench().run(containers, hours, json);
        } else {
            again(options);
        }
    }

    /** In a JVM as it ships. */
    private static void again(String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        line.addAll(Flags.shipped(HEAP));
        line.addAll(List.of("-D" + MEASURES + "=true", "-cp", System.getProperty("java.class.path"),
                Bench.class.getName()));
        line.addAll(List.of(options));
        if (new ProcessBuilder(line).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("it did not end well");
        }
    }

    private void run(int containers, int hours, Path json) throws Exception {
        Path file = Files.createTempDirectory("dockmedic-record").resolve("journal.db");
        SqliteJournal journal = SqliteJournal.open(file, List.of(RulesTables.TABLES), Retention.DEFAULT,
                new SystemClock(),
                time, new Health(), meters, vertx);
        journal.opened().await();
        Recorder recorder = new Recorder(RecordLimits.DEFAULT, journal, Kinds.standard(), time,
                new Recorder.Aside() {
                    @Override
                    public <T> Future<T> run(Callable<T> work) {
                        return vertx.executeBlocking(() -> {
                            long begun = System.nanoTime();
                            T done = work.call();
                            packing.addAndGet(System.nanoTime() - begun);
                            return done;
                        }, false);
                    }
                }, meters);
        Course course = new Course(containers);
        for (long round = 0; round < Duration.ofHours(hours).dividedBy(ROUND); round++) {
            long number = round;
            on(() -> {
                for (Event reading : course.readings(time.now())) {
                    saw(recorder, reading);
                }
                if (number % 6 == 0) {
                    saw(recorder, course.death(time.now()));
                }
                time.advance(ROUND);
                return true;
            });
            if (number % 6 == 0) {
                on(recorder::settled).await();
            }
        }
        on(recorder::settled).await();
        double kept = meters.counter("dockmedic.recorded.events").count();
        long bytes = journal.read(connection -> {
            try (Statement sum = connection.createStatement();
                    ResultSet row = sum.executeQuery("SELECT SUM(bytes) FROM rules_seen")) {
                return row.getLong(1);
            }
        }).await();
        double writes = meters.timer("dockmedic.journal.write.seconds").totalTime(TimeUnit.NANOSECONDS);
        double commits = meters.timer("dockmedic.journal.write.seconds").count();
        journal.close().await();
        vertx.close().await();
        report(json, Map.of(
                "seen", (double) seen, "kept", kept, "lost", meters.counter("dockmedic.recorded.events.lost").count(),
                "bytes a kept event", bytes / kept, "MB of the file", Files.size(file) / 1e6,
                "microseconds of the flow an event", flow / MICROS / seen,
                "microseconds of packing a kept event", packing.get() / MICROS / kept,
                "milliseconds of a commit", writes / commits / MICROS / MICROS));
    }

    private void saw(Recorder recorder, Event event) {
        long begun = System.nanoTime();
        recorder.saw(event, time.now(), false);
        flow += System.nanoTime() - begun;
        seen++;
    }

    private static void report(Path json, Map<String, Double> measured) throws IOException {
        Map<String, String> circumstances = Circumstances.of(Flags.shipped(HEAP));
        circumstances.forEach((name, value) -> System.out.println(name + ": " + value));
        measured.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-40s %,12.2f%n", name, value));
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("benchmark", "record");
        root.set("circumstances", mapper.valueToTree(circumstances));
        root.set("measured", mapper.valueToTree(measured));
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, root.toPrettyString() + "\n");
    }

    private <T> T on(Callable<T> work) {
        Promise<T> did = Promise.promise();
        home.runOnContext(go -> {
            try {
                did.complete(work.call());
            } catch (Exception e) {
                did.fail(e);
            }
        });
        return did.future().await();
    }
}
