package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The maintenance windows of the configuration. */
public record Windows(List<Window> all) {
    public static final Windows NONE = new Windows(List.of());

    public Windows {
        all = List.copyOf(all);
    }

    /**
     * The open one that holds up acts on a container for longest; empty when none does. Without a container only those
     * that concern every service count.
     *
     * @param now  our own time
     * @param wall what the clock on the wall shows then
     */
    public Optional<Hold> hold(@Nullable Container container, Instant now, Instant wall) {
        return all.stream()
                .filter(window -> window.concerns(container))
                .flatMap(window -> hold(window, now, wall).stream())
                .max((one, other) -> end(one).compareTo(end(other)));
    }

    /** Every one that is open. */
    public List<Hold> open(Instant now, Instant wall) {
        return all.stream().flatMap(window -> hold(window, now, wall).stream()).toList();
    }

    /** When each opens next, the soonest first. */
    public List<Upcoming> upcoming(Instant wall) {
        return all.stream()
                .flatMap(window -> window.next(wall)
                        .map(span -> new Upcoming(window.name(),
                                window.services().stream().map(Whom::text).toList(), span.from(), span.to()))
                        .stream())
                .sorted(Comparator.comparing(Upcoming::from).thenComparing(Upcoming::name))
                .toList();
    }

    private static Optional<Hold> hold(Window window, Instant now, Instant wall) {
        return window.open(wall)
                .map(end -> new Hold(now.plus(Duration.between(wall, end)),
                        "maintenance window " + window.name() + " is open until " + end));
    }

    private static Instant end(Hold hold) {
        return hold.until() == null ? Instant.MAX : hold.until();
    }
}
