package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.view.Sighting;
import io.vertx.core.Future;
import java.util.List;

/** One way to read containers. For the sampler's context. */
sealed interface Source permits CgroupSource, StatsSource {
    /** Reads those that it can, of containers that run; the others are left out. Never blocks. */
    Future<Round> read(List<Sighting> running);

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
