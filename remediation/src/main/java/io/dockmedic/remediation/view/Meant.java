package io.dockmedic.remediation.view;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Container;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which container a name means. A service that was made anew may have its old container still: what runs is meant, and where nothing
 * does the newest.
 *
 * @param container null when it means none, or it cannot be known which
 * @param missing   why there is none; empty when there is
 */
public record Meant(@Nullable Container container, String missing) {
    private static final int SHOWN = 5;
    private static final Comparator<Sighting> BY_AGE = Comparator
            .comparing(one -> Objects.requireNonNullElse(one.state().createdAt(), Instant.MIN));

    /** By a container's name, else a service's key. */
    public static Meant by(String name, Collection<Sighting> all) {
        List<Sighting> meant = of(all, one -> one.name().equals(name));
        return meant.isEmpty() ? among(name, of(all, one -> one.service().key().equals(name))) : among(name, meant);
    }

    private static List<Sighting> of(Collection<Sighting> all, Predicate<Container> which) {
        return all.stream().filter(one -> which.test(one.container())).toList();
    }

    private static Meant among(String name, List<Sighting> meant) {
        List<Sighting> run = meant.stream().filter(one -> one.state().running()).toList();
        if (run.size() > 1) {
            return new Meant(null, name + " may be " + run.stream()
                    .map(one -> one.container().name())
                    .sorted()
                    .limit(SHOWN)
                    .collect(Collectors.joining(" or ")) + ", which all run: write the name of one of them instead");
        }
        return (run.isEmpty() ? meant : run).stream()
                .max(BY_AGE)
                .map(one -> new Meant(one.container(), ""))
                .orElseGet(() -> new Meant(null, "there is no container of " + name));
    }
}
