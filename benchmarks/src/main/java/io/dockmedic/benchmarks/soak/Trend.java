package io.dockmedic.benchmarks.soak;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a quantity went, once everything was warm: in the second half of the time.
 *
 * @param mean    over that
 * @param perHour by how much it grows in an hour, by the straight line that fits best
 * @param highest over that
 */
record Trend(double mean, double perHour, double highest) {
    private static final double MINUTES = 60;

    static Trend of(List<Sample> all, ToDoubleFunction<Sample> quantity) {
        List<Sample> late = all.subList(all.size() / 2, all.size());
        double time = late.stream().mapToDouble(Sample::minutes).average().orElseThrow();
        double mean = late.stream().mapToDouble(quantity).average().orElseThrow();
        double above = late.stream()
                .mapToDouble(one -> (one.minutes() - time) * (quantity.applyAsDouble(one) - mean))
                .sum();
        double below = late.stream().mapToDouble(one -> (one.minutes() - time) * (one.minutes() - time)).sum();
        return new Trend(mean, below == 0 ? 0 : above / below * MINUTES,
                late.stream().mapToDouble(quantity).max().orElseThrow());
    }
}
