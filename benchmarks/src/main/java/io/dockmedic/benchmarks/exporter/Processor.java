package io.dockmedic.benchmarks.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of processes, as the kernel counts it: proc(5), stat. Without that of children which they have waited for, unlike
 * {@link io.dockmedic.benchmarks.footprint.Usage}: where many are added up, children are among them.
 */
final class Processor {
    private static final double TICKS = 100;

    private Processor() {}

    /** What it used so far, in s; in steps of 10 ms. */
    static double seconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
}
