package io.dockmedic.rules.operator.delta;

import io.dockmedic.rules.operator.series.Judge;
import io.dockmedic.rules.operator.series.Sample;
import java.util.List;

/** Rises by so much above the lowest of the window, or falls by so much below the highest. */
final class Delta implements Judge {
    private final double by;
    private final boolean rises;

    /** @param by at least, above zero */
    Delta(double by, boolean rises) {
        this.by = by;
        this.rises = rises;
    }

    @Override
    public boolean isFault(List<Sample> samples) {
        double now = samples.getLast().value();
        return samples.stream().anyMatch(sample -> (rises ? now - sample.value() : sample.value() - now) >= by);
    }
}
