package io.dockmedic.rules.operator.predict;

import io.dockmedic.rules.operator.series.Judge;
import io.dockmedic.rules.operator.series.Sample;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Where a series will be in a while, in a straight line from where it is. The slope is the flattest of the middle fifth of
 * those between all pairs of samples (after Theil and Sen), so that one big step, a download or a build, is no trend.
 */
final class Predict implements Judge {
    private static final int FEWEST = 4;

    private final double bound;
    private final boolean below;
    private final Duration in;
    private final Duration least;

    /**
     * @param below whether it is a fault to be below {@code bound} then, or above
     * @param in    from now
     * @param least how much of the window must have been seen
     */
    Predict(double bound, boolean below, Duration in, Duration least) {
        this.bound = bound;
        this.below = below;
        this.in = in;
        this.least = least;
    }

    @Override
    public boolean isFault(List<Sample> samples) {
        double seen = samples.getFirst().secondsTo(samples.getLast());
        if (samples.size() < FEWEST || seen < Sample.seconds(least)) {
            return false;
        }
        double then = samples.getLast().value() + slope(samples) * Sample.seconds(in);
        return below ? then < bound : then > bound;
    }

    @Override
    public int fewest() {
        return FEWEST;
    }

    /** By the second. */
    private static double slope(List<Sample> samples) {
        double[] slopes = new double[samples.size() * (samples.size() - 1) / 2];
        int count = 0;
        for (int later = 1; later < samples.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                double seconds = samples.get(earlier).secondsTo(samples.get(later));
                if (seconds > 0) {
                    slopes[count++] = (samples.get(later).value() - samples.get(earlier).value()) / seconds;
                }
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(slopes, 0, count);
        double low = slopes[count * 2 / 5];
        double high = slopes[count * 3 / 5];
        return low <= 0 && high >= 0 ? 0 : Math.abs(low) < Math.abs(high) ? low : high;
    }
}
