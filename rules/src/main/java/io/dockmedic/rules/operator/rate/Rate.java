package io.dockmedic.rules.operator.rate;

import io.dockmedic.rules.operator.series.Judge;
import io.dockmedic.rules.operator.series.Sample;
import java.time.Duration;
import java.util.List;

/** How fast a counter grew over the window; what is less than before began anew at zero. */
final class Rate implements Judge {
    private final double above;
    private final Duration per;
    private final Duration least;

    /**
     * @param above how much in {@code per}
     * @param least how much of the window must have been seen
     */
    Rate(double above, Duration per, Duration least) {
        this.above = above;
        this.per = per;
        this.least = least;
    }

    @Override
    public boolean isFault(List<Sample> samples) {
        double seconds = samples.getFirst().secondsTo(samples.getLast());
        if (seconds <= 0 || seconds < Sample.seconds(least)) {
            return false;
        }
        double grown = 0;
        for (int next = 1; next < samples.size(); next++) {
            double before = samples.get(next - 1).value();
            double after = samples.get(next).value();
            grown += after >= before ? after - before : after;
        }
        return grown / seconds * Sample.seconds(per) > above;
    }
}
