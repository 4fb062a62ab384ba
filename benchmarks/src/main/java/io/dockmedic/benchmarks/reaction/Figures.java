package io.dockmedic.benchmarks.reaction;

import java.time.Duration;
import java.util.List;

/** A number of durations, in milliseconds. A percentile is the smallest that so many do not exceed. */
public record Figures(int count, double p50, double p99, double max) {
    public static Figures of(List<Duration> all) {
        List<Duration> sorted = all.stream().sorted().toList();
        return new Figures(sorted.size(), at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(List<Duration> sorted, double part) {
        int index = Math.max(0, (int) Math.ceil(part * sorted.size()) - 1);
        return sorted.get(index).toNanos() / 1e6;
    }
}
