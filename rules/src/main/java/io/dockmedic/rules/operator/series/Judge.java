package io.dockmedic.rules.operator.series;

import java.util.List;

/** Whether a series is a fault. Pure. */
@FunctionalInterface
public interface Judge {
    /** @param samples of the window, oldest first, at least one; the last one is the reading that came */
    boolean isFault(List<Sample> samples);

    /** Of fewer it never says so. */
    default int fewest() {
        return 2;
    }
}
