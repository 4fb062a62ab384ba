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
 * @param goal  how much is to be free
 * @param cache a piece of the build cache goes when no build has used it for so long
 * @param images an image without a name goes when nothing has used it for so long; empty where none goes
 * @param containers a container goes when it ended so long ago; empty where none goes
 */
record PruneSettings(Goal goal, Duration cache, Optional<Duration> images, Optional<Duration> containers) {
    static final String FREE = "free";
    static final String CACHE = "cache";
    static final String IMAGES = "images";
    static final String CONTAINERS = "containers";

    private static final String NEVER = "never";

    private static final Duration DAY = Duration.ofDays(1);
    /** Builds that run now, and the next of somebody at work, are to be as fast as ever. */
    private static final Duration SHORTEST = Duration.ofHours(1);

    private static final Duration WEEK = Duration.ofDays(7);

    /** What its parameters mean, by name. */
    static final Map<String, String> MEANINGS = Map.of(
            FREE, "how much is to be free, 20% or 50GiB; 20% when left out, and on a schedule any",
            CACHE, "how long no build has used a piece of the build cache, 1h at least; 24h when left out",
            IMAGES,
            "how long nothing has used an image without a name, 1d at least, or never; 7d when left out, and on a schedule without free never",
            CONTAINERS,
            "how long ago a container ended by itself with exit code 0, 1d at least, or never; 7d when left out, and on a"
                    + " schedule without free never");

    /** How they are written, where that is one form. */
    static final Map<String, String> FORMS = Map.of(
            CACHE, PrometheusDuration.FORM,
            IMAGES, "\\s*" + NEVER + "\\s*|" + PrometheusDuration.FORM,
            CONTAINERS, "\\s*" + NEVER + "\\s*|" + PrometheusDuration.FORM);

    /** Parameters without a {@link #problem}. */
    static PruneSettings of(Map<String, String> parameters) {
        return new PruneSettings(
                Optional.ofNullable(parameters.get(FREE)).flatMap(Goal::parse).orElse(Goal.USUAL),
                Optional.ofNullable(parameters.get(CACHE)).flatMap(PrometheusDuration::parse).orElse(DAY),
                age(parameters, IMAGES), age(parameters, CONTAINERS));
    }

    private static Optional<Duration> age(Map<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "7d").strip();
        return text.equals(NEVER)
                ? Optional.empty()
                : Optional.of(PrometheusDuration.parse(text).orElse(WEEK));
    }

    /**
     * The same on a schedule, where old cache goes however much room there is, unless the rule says how much is enough. Images
     * and containers go so only where the rule names them.
     */
    static PruneSettings onSchedule(Map<String, String> parameters) {
        PruneSettings usual = of(parameters);
        return parameters.containsKey(FREE)
                ? usual
                : new PruneSettings(new Goal.Any(), usual.cache(),
                        usual.images().filter(age -> parameters.containsKey(IMAGES)),
                        usual.containers().filter(age -> parameters.containsKey(CONTAINERS)));
    }

    /** The same with another age of the build cache. */
    PruneSettings caching(Duration age) {
        return new PruneSettings(goal, age, images, containers);
    }

    /** What is wrong with them, with what to write instead. */
    static Optional<String> problem(Map<String, String> parameters) {
        String free = parameters.get(FREE);
        if (free != null && Goal.parse(free).isEmpty()) {
            return Optional.of(FREE + " must be a share such as 20% or a size such as 50GiB, not " + free);
        }
        String cache = parameters.get(CACHE);
        if (cache != null && !atLeast(SHORTEST, cache)) {
            return Optional.of(CACHE + " must be a duration such as 24h, 1h at least, not " + cache);
        }
        return Stream.of(IMAGES, CONTAINERS)
                .filter(parameters::containsKey)
                .filter(name -> !parameters.getOrDefault(name, "").strip().equals(NEVER)
                        && !atLeast(DAY, parameters.getOrDefault(name, "")))
                .findFirst()
                .map(name -> name + " must be a duration such as 7d, 1d at least, or never, not "
                        + parameters.get(name));
    }

    private static boolean atLeast(Duration shortest, String text) {
        return PrometheusDuration.parse(text.strip()).filter(age -> age.compareTo(shortest) >= 0).isPresent();
    }
}
