package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When services are least in use, as their owner says. */
public record QuietTimes(List<Window> all) {
    public static final QuietTimes NONE = new QuietTimes(List.of());

    /** The clock on the wall may be set meanwhile. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private record Next(String name, Instant from) {}

    public QuietTimes {
        all = List.copyOf(all);
    }

    /**
     * Why now is not the time to disturb a container.
     *
     * @param container null for none: then those count that are of every service
     * @param patience  for so long at most a quiet time is waited for
     * @param waited    for so long one has been waited for
     * @param now       our own time
     * @param wall      what the clock on the wall shows then
     */
    public Unquiet against(@Nullable Container container, Duration patience, Duration waited, Instant now,
            Instant wall) {
        List<Window> its = all.stream().filter(window -> window.concerns(container)).toList();
        if (its.isEmpty()) {
            return new Unquiet("it is for a quiet time, and the configuration has none for "
                    + (container == null ? "what it is about" : container.service().key()), null);
        }
        if (its.stream().anyMatch(window -> window.open(wall).isPresent())) {
            return Unquiet.NOTHING;
        }
        Optional<Next> next = its.stream()
                .flatMap(window -> window.next(wall).map(span -> new Next(window.name(), span.from())).stream())
                .min(Comparator.comparing(Next::from));
        return next.map(one -> until(one, patience, waited, now, wall))
                .orElse(new Unquiet("it is for a quiet time, and none begins within a week", null));
    }

    private static Unquiet until(Next next, Duration patience, Duration waited, Instant now,
            Instant wall) {
        String when = "the next quiet time, " + next.name() + ", begins at " + next.from();
        Duration wait = Duration.between(wall, next.from());
        return wait.compareTo(patience.minus(waited)) > 0
                ? new Unquiet(when + ", later than the " + PrometheusDuration.format(patience) + " that it may wait"
                        + sofar(waited), null)
                : new Unquiet(when, now.plus(wait.compareTo(AGAIN) < 0 ? wait : AGAIN));
    }

    private static String sofar(Duration waited) {
        Duration minutes = waited.truncatedTo(ChronoUnit.MINUTES);
        return minutes.isZero() ? "" : ", of which " + PrometheusDuration.format(minutes) + " are over";
    }
}
