package io.dockmedic.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process' use of processors up to an instant.
 *
 * @param time    user and system time, that of children it has waited for included
 * @param threads how many there are
 */
public record Usage(long nanoTime, Duration time, int threads) {
    /** The kernel's unit in {@code /proc/PID/stat}: a hundredth of a second on every Linux that Java runs on. */
    private static final long TICK_MILLIS = 10;

    public static Usage of(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // Field 2 is the name, in brackets, and may hold anything; the next one is number 3.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = 14; field <= 17; field++) {
            ticks += Long.parseLong(fields[field - 3]);
        }
        return new Usage(System.nanoTime(), Duration.ofMillis(ticks * TICK_MILLIS), Integer.parseInt(fields[20 - 3]));
    }

    /** Percent of one processor since an earlier instant. */
    public double percentSince(Usage earlier) {
        return 100.0 * time.minus(earlier.time).toNanos() / (nanoTime - earlier.nanoTime);
    }
}
