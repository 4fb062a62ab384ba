package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.view.Sighting;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;

/** One way to read containers. For the sampler's context. */
sealed interface Source permits CgroupSource, StatsSource {
    /**
     * Reads those that it can; the others are left out. Never blocks.
     *
     * @param running all that run, or may
     * @param which   of them are read; what is known of the others is kept for when they are
     */
    Future<Round> read(List<Sighting> running, Predicate<Sighting> which);

    /** Lets go of what rounds needed. */
    void close();

    /**
     * What one round found.
     *
     * @param trouble why there are not more, for a person; empty where there is nothing to say about it
     */
    record Round(List<Sample> samples, String trouble) {
        public Round {
            samples = List.copyOf(samples);
        }
    }
}
