package io.dockmedic.speed.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.speed.Circumstances;
import io.dockmedic.speed.Flags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The state of so many keys to the journal's file and back, with the launcher's compiler and with the second one. Rules may remember
 * 15,000.
 *
 * <pre>
 *   deploy/bench keys [--keys N,N] [--rounds N] [--heap MEGABYTES] [--json FILE]
 * </pre>
 */
public final class Bench {
    private static final double NANOS = 1e9;
    private static final int MEGABYTE = 1 << 20;

    private Bench() {}

    /**
     * What a part of a round took.
     *
     * @param time      seconds by the clock
     * @param processor seconds of a processor, without collector and compiler
     */
    record Took(double time, double processor) {
        static Took of(String[] parts, int first) {
            return new Took(Long.parseLong(parts[first]) / NANOS, Long.parseLong(parts[first + 1]) / NANOS);
        }

        String words() {
            return String.format(Locale.ROOT, "%.3f / %.3f", time, processor);
        }

        Took and(Took more) {
            return new Took(time + more.time, processor + more.processor);
        }
    }

    /**
     * What a round took.
     *
     * @param snapshot from asking to the commit's end
     * @param restore  to read all of it and give it to the engine
     * @param heap     what is alive then, with all keys once as they were written and once in the engine
     * @param each     bytes of the heap that a key takes in the engine
     * @param floorSnapshot the same rows, made beforehand, in one transaction
     * @param floorRestore  the same rows read as bytes
     */
    record Round(String compiler, int round, int keys, Took snapshot, Took restore, double file, double heap,
            long each, Took floorSnapshot, Took floorRestore) {
        static Round of(String compiler, int round, String line) {
            String[] parts = line.split(" ", -1);
            return new Round(compiler, round, Integer.parseInt(parts[0]), Took.of(parts, 1),
                    Took.of(parts, 3).and(Took.of(parts, 5)), (double) Long.parseLong(parts[7]) / MEGABYTE,
                    (double) Long.parseLong(parts[8]) / MEGABYTE, Long.parseLong(parts[9]), Took.of(parts, 10),
                    Took.of(parts, 12));
        }
    }

    /** Options as above. */
    public static void main(String... options) throws IOException {
        List<Integer> keys = List.of(15_000, 100_000);
        int rounds = 6;
        int heap = 512;
        Path json = Path.of("speed/target/keys.json");
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : "";
            switch (options[i]) {
                case "--keys" -> keys = Stream.of(value.split(",")).map(Integer::valueOf).toList();
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--heap" -> heap = Integer.parseInt(value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + options[i]
                        + "; known: --keys N,N, --rounds N, --heap MEGABYTES, --json FILE");
            }
        }
        List<Round> all = new ArrayList<>();
        for (int some : keys) {
            all.addAll(measure("shipped", Flags.shipped(heap), some, rounds));
            all.addAll(measure("second", Flags.second(heap), some, rounds));
        }
        Map<String, String> circumstances = Circumstances.of(Flags.shipped(heap));
        circumstances.forEach((name, value) -> System.out.println(name + ": " + value));
        System.out.printf(Locale.ROOT, "%nSeconds by the clock / of a processor.%n%-9s %5s %8s %15s %15s %15s %15s %9s"
                + " %9s %12s%n", "compiler", "round", "keys", "snapshot", "its floor", "restore", "its floor",
                "file, MB", "heap, MB", "a key, bytes");
        all.forEach(one -> System.out.printf(Locale.ROOT, "%-9s %5d %,8d %15s %15s %15s %15s %9.1f %9.1f %,12d%n",
                one.compiler(), one.round(), one.keys(), one.snapshot().words(), one.floorSnapshot().words(),
                one.restore().words(), one.floorRestore().words(), one.file(), one.heap(), one.each()));
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("benchmark", "keys");
        root.set("circumstances", mapper.valueToTree(circumstances));
        root.set("rounds", mapper.valueToTree(all));
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json, root.toPrettyString() + "\n");
    }

    private static List<Round> measure(String compiler, List<String> flags, int keys, int rounds) throws IOException {
        Path folder = Files.createTempDirectory("dockmedic-keys");
        List<String> line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        line.addAll(flags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Measure.class.getName(),
                Integer.toString(keys), Integer.toString(rounds), folder.toString()));
        Process child = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> told = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        List<Round> all = new ArrayList<>();
        for (String one : told) {
            all.add(Round.of(compiler, all.size() + 1, one));
        }
        remove(folder);
        if (all.size() != rounds) {
            throw new IllegalStateException("ended after " + all.size() + " rounds");
        }
        return all;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
