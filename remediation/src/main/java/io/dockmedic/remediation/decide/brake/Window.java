package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window: on these days from one time of day to another, by the clock on the wall of its zone. Where that
 * clock is put forward over its beginning or its end, that is when it begins or ends; where an hour comes twice, it lasts
 * from the first beginning to the second end.
 *
 * @param name     for a person
 * @param days     on which it begins
 * @param from     when it begins
 * @param to       when it ends: on the next day when that is not after {@code from}
 * @param services whom it concerns
 */
public record Window(String name, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone,
        List<Whom> services) {
    /** A week and the day that may have begun. */
    private static final int AHEAD = 9;

    /** From one time to another, by the clock on the wall. */
    public record Span(Instant from, Instant to) {}

    public Window {
        days = Set.copyOf(days);
        services = List.copyOf(services);
    }

    /** Whether it is of a container; without one, whether it is of every service. */
    public boolean concerns(@Nullable Container container) {
        return services.stream()
                .anyMatch(one -> container == null ? one.equals(ServicePattern.ALL) : one.matches(container));
    }

    /** When it ends, if it is open at {@code wall}, which is what the clock on the wall shows. */
    public Optional<Instant> open(Instant wall) {
        LocalDate today = wall.atZone(zone).toLocalDate();
        // One that began yesterday may go on; a zone may skip a whole day.
        return Stream.of(today.minusDays(2), today.minusDays(1), today)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .filter(day -> !begins(day).isAfter(wall))
                .map(this::ends)
                .filter(wall::isBefore)
                .max(Instant::compareTo);
    }

    /** The next time that it opens after {@code wall}; within eight days, else never. */
    public Optional<Span> next(Instant wall) {
        LocalDate today = wall.atZone(zone).toLocalDate();
        return Stream.iterate(today, day -> day.plusDays(1))
                .limit(AHEAD)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .map(day -> new Span(begins(day), ends(day)))
                .filter(span -> span.from().isAfter(wall) && span.to().isAfter(span.from()))
                .findFirst();
    }

    private Instant begins(LocalDate day) {
        return putForward(day.atTime(from))
                .orElseGet(() -> ZonedDateTime.of(day, from, zone).withEarlierOffsetAtOverlap().toInstant());
    }

    private Instant ends(LocalDate day) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return putForward(last.atTime(to))
                .orElseGet(() -> ZonedDateTime.of(last, to, zone).withLaterOffsetAtOverlap().toInstant());
    }

    /** When the clock is put forward over {@code time}; empty when it shows that time. */
    private Optional<Instant> putForward(LocalDateTime time) {
        return Optional.ofNullable(zone.getRules().getTransition(time))
                .filter(ZoneOffsetTransition::isGap)
                .map(ZoneOffsetTransition::getInstant);
    }
}
