package io.dockmedic.remediation.action.prune;

import io.dockmedic.remediation.room.Goal;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule asks of {@code prune}.
 *
 * @param goal  how much is to be free
 * @param cache a piece of the build cache goes when no build has used it for so long
 */
record PruneSettings(Goal goal, Duration cache) {
    static final String FREE = "free";
    static final String CACHE = "cache";

    private static final Duration DAY = Duration.ofDays(1);
    /** Builds that run now, and the next of somebody at work, are to be as fast as ever. */
    private static final Duration SHORTEST = Duration.ofHours(1);

    /** What its parameters mean, by name. */
    static final Map<String, String> MEANINGS = Map.of(
            FREE, "how much is to be free, 20% or 50GiB; 20% when left out, and on a schedule any",
            CACHE, "how long no build has used a piece of the build cache, 1h at least; 24h when left out");

    /** Parameters without a {@link #problem}. */
    static PruneSettings of(Map<String, String> parameters) {
        return new PruneSettings(
                Optional.ofNullable(parameters.get(FREE)).flatMap(Goal::parse).orElse(Goal.USUAL),
                Optional.ofNullable(parameters.get(CACHE)).flatMap(PrometheusDuration::parse).orElse(DAY));
    }

    /** The same on a schedule, where old cache goes however much room there is, unless the rule says how much is enough. */
    static PruneSettings onSchedule(Map<String, String> parameters) {
        PruneSettings usual = of(parameters);
        return parameters.containsKey(FREE) ? usual : new PruneSettings(new Goal.Any(), usual.cache());
    }

    /** What is wrong with them, with what to write instead. */
    static Optional<String> problem(Map<String, String> parameters) {
        String free = parameters.get(FREE);
        if (free != null && Goal.parse(free).isEmpty()) {
            return Optional.of(FREE + " must be a share such as 20% or a size such as 50GiB, not " + free);
        }
        String cache = parameters.get(CACHE);
        return cache == null || PrometheusDuration.parse(cache).filter(age -> age.compareTo(SHORTEST) >= 0).isPresent()
                ? Optional.empty()
                : Optional.of(CACHE + " must be a duration such as 24h, 1h at least, not " + cache);
    }
}
