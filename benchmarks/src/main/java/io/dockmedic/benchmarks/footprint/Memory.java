package io.dockmedic.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel accounts to a process, in MB of 1024 × 1024 bytes.
 *
 * @param rss       everything resident, mapped files included
 * @param anonymous what no file backs: the memory that is gone for others
 * @param pss       resident, with what several processes share divided among them
 */
public record Memory(double rss, double anonymous, double pss) {
    public static Memory of(long pid) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"));
        return new Memory(field(lines, "Rss:"), field(lines, "Anonymous:"), field(lines, "Pss:"));
    }

    private static double field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
