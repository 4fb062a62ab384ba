package io.dockmedic.remediation.decide.storm;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which services fell into trouble lately, and which storms that makes. A storm of the whole host takes in those of single
 * images.
 *
 * @param troubles the last of each service, oldest first; none older than the limits' {@code within} at the newest one
 * @param storms   that hold, by what they are of
 */
public record Weather(List<Trouble> troubles, Map<String, Storm> storms) {
    public static final Weather FAIR = new Weather(List.of(), Map.of());

    private static final String HOST = "";

    public Weather {
        troubles = List.copyOf(troubles);
        storms = Map.copyOf(storms);
    }

    /** One service more fell into trouble. */
    public Weather after(Trouble trouble, Census census, StormLimits limits, Supplier<String> ids) {
        Instant from = trouble.at().minus(limits.within());
        List<Trouble> lately = Stream.concat(
                troubles.stream().filter(old -> old.at().isAfter(from) && !old.service().equals(trouble.service())),
                Stream.of(trouble)).toList();
        Map<String, Storm> now = new TreeMap<>(storms);
        now.replaceAll((of, storm) -> storm.covers(trouble.image()) ? storm.joined(trouble) : storm);
        int most = limits.most(census.services());
        if (!now.containsKey(HOST) && lately.size() > most) {
            now.clear();
            now.put(HOST, begins(ids, HOST, trouble, lately, lately.size() + " of " + census.services()
                    + " services fell into trouble within " + limits.withinText())
                    .takingIn(storms.values()));
        }
        List<Trouble> same = lately.stream().filter(one -> one.image().equals(trouble.image())).toList();
        int all = census.of(trouble.image());
        if (!now.containsKey(HOST) && !now.containsKey(trouble.image()) && !trouble.image().isEmpty()
                && same.size() > limits.image() && 2 * same.size() >= all) {
            now.put(trouble.image(), begins(ids, trouble.image(), trouble, same, same.size() + " of " + all
                    + " services of the image " + trouble.image() + " fell into trouble within "
                    + limits.withinText()));
        }
        return new Weather(lately, now);
    }

    /** The storm that holds up a service of this image; empty when none does. */
    public Optional<Storm> over(String image) {
        return Stream.of(HOST, image).map(storms::get).flatMap(Stream::ofNullable).findFirst();
    }

    /** Without the storms in which nothing has happened for long enough. */
    public Weather calmed(Instant now, StormLimits limits) {
        return without(storm -> !storm.last().plus(limits.calm()).isAfter(now));
    }

    /** A person has looked: no storm, and what was wrong so far does not count towards the next one. */
    public Weather cleared() {
        return FAIR;
    }

    /** With the storms of before our restart. */
    public Weather remembering(Collection<Storm> before) {
        Map<String, Storm> all = new TreeMap<>(
                before.stream().collect(Collectors.toMap(Storm::image, storm -> storm, (one, other) -> other)));
        all.putAll(storms);
        return new Weather(troubles, all);
    }

    private Weather without(Predicate<Storm> over) {
        Map<String, Storm> left = new TreeMap<>(storms);
        left.values().removeIf(over);
        Set<Storm> ended = storms.values().stream().filter(over).collect(Collectors.toSet());
        return new Weather(
                troubles.stream().filter(one -> ended.stream().noneMatch(storm -> storm.covers(one.image()))).toList(),
                left);
    }

    private static Storm begins(Supplier<String> ids, String image, Trouble last, List<Trouble> troubles, String why) {
        Instant latest = troubles.stream().map(Trouble::at).max(Instant::compareTo).orElse(last.at());
        return new Storm(ids.get(), image, last.at(), latest,
                troubles.stream().map(Trouble::service).collect(Collectors.toSet()), why);
    }
}
