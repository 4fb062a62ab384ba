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
     * @param trouble    why there are not more, for a person; empty where there is nothing to say about it
     * @param processors of the machine on which they were read, those that are online; 0 where that is not known
     */
    record Round(List<Sample> samples, String trouble, int processors) {
        public Round {
            samples = List.copyOf(samples);
        }

        /** On a machine that is not seen from here. */
        Round(List<Sample> samples, String trouble) {
            this(samples, trouble, 0);
        }
    }
}
