package io.dockmedic.benchmarks.footprint;

import java.time.Duration;
import java.util.List;

/** How long a number of starts took, in seconds. */
record Starts(int count, double min, double median, double max) {
    static Starts of(List<Duration> all) {
        double[] sorted = all.stream().mapToDouble(one -> one.toNanos() / 1e9).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Starts(sorted.length, sorted[0], median, sorted[sorted.length - 1]);
    }
}
