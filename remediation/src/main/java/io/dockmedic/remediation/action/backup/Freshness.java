package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.event.BackupEvent;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what is kept is as new as it should be. Pure. */
record Freshness(List<Expected> expected, List<Container> containers) {
    /** By that rule there should be a newer one at that time. */
    private record Due(String rule, Instant at) {}

    /**
     * What is to be said of all. Of what no rule backs up nothing is said while a rule names a container that is not there: it may be
     * that one's.
     *
     * @param wall what the clock on the wall shows
     */
    List<BackupEvent.Sampled> of(List<Shelves.Newest> kept, String host, Instant now, Instant wall) {
        boolean nameless = expected.stream().anyMatch(one -> isNowhere(one, kept));
        List<BackupEvent.Sampled> all = new ArrayList<>();
        for (Shelves.Newest newest : kept) {
            Optional<Due> due = expected.stream()
                    .filter(one -> makes(one, newest, kept))
                    .flatMap(one -> one.due(newest.last().at()).map(at -> new Due(one.rule(), at)).stream())
                    .min(Comparator.comparing(Due::at));
            if (due.isPresent() || !nameless) {
                Container container = container(newest.folder());
                all.add(new BackupEvent.Sampled(now, host, Origin.DOCKMEDIC,
                        container == null ? newest.folder().replace('+', '/') : container.service().key(), container,
                        newest.name(), newest.last().at(), newest.kept(), due.map(Due::rule).orElse(""),
                        minutes(newest.last().at(), wall), due.map(one -> minutes(one.at(), wall)).orElse(0)));
            }
        }
        return all;
    }

    /** Where the rule does not say how its files are called it is the newest of those that no other rule speaks of. */
    private boolean makes(Expected one, Shelves.Newest newest, List<Shelves.Newest> kept) {
        if (!isOf(one, newest)) {
            return false;
        }
        return one.name().isEmpty()
                ? kept.stream()
                        .filter(other -> isOf(one, other) && expected.stream()
                                .noneMatch(rule -> isOf(rule, other) && rule.name().equals(other.name())))
                        .max(Comparator.comparing(other -> other.last().at()))
                        .filter(newest::equals)
                        .isPresent()
                : one.name().equals(newest.name());
    }

    private boolean isOf(Expected one, Shelves.Newest newest) {
        return Source.plain(one.of()).equals(newest.folder()) || containers.stream()
                .anyMatch(container -> container.name().equals(one.of()) && isIn(container, newest.folder()));
    }

    private boolean isNowhere(Expected one, List<Shelves.Newest> kept) {
        return containers.stream()
                .noneMatch(container -> container.name().equals(one.of())
                        || container.service().key().equals(one.of()))
                && kept.stream().noneMatch(newest -> isOf(one, newest));
    }

    private @Nullable Container container(String folder) {
        return containers.stream().filter(one -> isIn(one, folder)).findFirst().orElse(null);
    }

    private static boolean isIn(Container container, String folder) {
        return Source.plain(container.service().key()).equals(folder);
    }

    private static int minutes(Instant from, Instant wall) {
        return Math.clamp(Duration.between(from, wall).toMinutes(), 0, Integer.MAX_VALUE);
    }
}
