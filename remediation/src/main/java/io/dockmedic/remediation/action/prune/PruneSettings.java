package io.dockmedic.remediation.action.prune;

import io.dockmedic.remediation.room.Goal;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rule asks of {@code prune}.
 *
 * @param goal     how much is to be free
 * @param cache    a piece of the build cache goes when no build has used it for so long
 * @param untagged an image to which no name leads goes when it is so old
 */
record PruneSettings(Goal goal, Duration cache, Duration untagged) {
    static final String FREE = "free";
    static final String CACHE = "cache";
    static final String UNTAGGED = "untagged";

    private static final Duration DAY = Duration.ofDays(1);

    /** What its parameters mean, by name. */
    static final Map<String, String> MEANINGS = Map.of(
            FREE, "how much is to be free, 20% or 50GiB; 20% when left out",
            CACHE, "how long no build has used a piece of the build cache, 24h when left out",
            UNTAGGED, "how old an image is to which no name leads, 24h when left out");

    /** Parameters without a {@link #problem}. */
    static PruneSettings of(Map<String, String> parameters) {
        return new PruneSettings(
                Optional.ofNullable(parameters.get(FREE)).flatMap(Goal::parse).orElse(Goal.USUAL),
                duration(parameters, CACHE),
                duration(parameters, UNTAGGED));
    }

    /** What is wrong with them, with what to write instead. */
    static Optional<String> problem(Map<String, String> parameters) {
        String free = parameters.get(FREE);
        if (free != null && Goal.parse(free).isEmpty()) {
            return Optional.of(FREE + " must be a share such as 20% or a size such as 50GiB, not " + free);
        }
        return Stream.of(CACHE, UNTAGGED)
                .filter(name -> parameters.containsKey(name)
                        && PrometheusDuration.parse(parameters.getOrDefault(name, "")).isEmpty())
                .findFirst()
                .map(name -> name + " must be a duration such as 24h, not " + parameters.get(name));
    }

    private static Duration duration(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).flatMap(PrometheusDuration::parse).orElse(DAY);
    }
}
