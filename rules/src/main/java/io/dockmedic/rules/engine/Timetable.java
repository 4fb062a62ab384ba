package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.cron.Cron;
import io.dockmedic.rules.operator.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When scheduled rules are due. By the wall clock, which may be set: so it is looked at once a minute, and what has passed by
 * more than five is not made up for. No time comes twice, over restarts too. For one thread.
 */
final class Timetable {
    static final Timetable NONE = new Timetable(List.of());

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofMinutes(5);
    /** A clock that was ahead by more was wrong, and what came by it is forgotten. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** One scheduled rule. */
    private static final class Line {
        private final RunningRule rule;
        private final Cron cron;
        /** The last of its times that came; it does not come again. */
        private Instant came;
        /** Up to where the wall clock was looked at. It goes back with that, but not before what came. */
        private Instant seen;
        private Optional<Instant> next;

        Line(RunningRule rule, Cron cron, Instant came, Instant seen) {
            this.rule = rule;
            this.cron = cron;
            this.came = came;
            this.seen = seen;
            this.next = cron.next(seen);
        }

        void from(Instant lastCame, Instant looked) {
            came = lastCame;
            seen = looked.isAfter(came) ? looked : came;
            next = cron.next(seen);
        }

        /** The wall clock was set back: what passed by it without coming may come yet. */
        void follow(Instant wall) {
            Instant known = bounded(came, wall);
            if (wall.isBefore(seen) && !seen.equals(known)) {
                from(known, wall);
            } else if (!wall.isBefore(seen) && !isDue(wall)) {
                seen = wall;
            }
        }

        boolean isDue(Instant wall) {
            return next.isPresent() && !next.get().isAfter(wall);
        }

        /** The last of its times since it was looked at, and at most {@code LATE} ago. */
        Optional<Instant> last(Instant wall) {
            Instant late = wall.minus(LATE).minusNanos(1);
            Optional<Instant> last = Optional.empty();
            for (Optional<Instant> one = cron.next(late.isAfter(seen) ? late : seen); one.isPresent()
                    && !one.get().isAfter(wall); one = cron.next(one.get())) {
                last = one;
            }
            return last;
        }
    }

    private final List<Line> lines;

    private Timetable(List<Line> lines) {
        this.lines = lines;
    }

    /** Those of {@code rules} that have a schedule; one that was there before goes on where it was. */
    static Timetable of(Collection<RunningRule> rules, Timetable before, Clock clock) {
        Instant wall = clock.shown(clock.now());
        List<Line> lines = new ArrayList<>();
        for (RunningRule rule : rules) {
            rule.rule()
                    .operator()
                    .schedule()
                    .ifPresent(cron -> lines.add(before.line(rule)
                            .map(line -> new Line(rule, cron, line.came, line.seen))
                            .orElseGet(() -> new Line(rule, cron, Instant.MIN, wall))));
        }
        return new Timetable(lines);
    }

    private Optional<Line> line(RunningRule rule) {
        return lines.stream()
                .filter(line -> line.rule.rule().name().equals(rule.rule().name())
                        && line.rule.rule().temporal().equals(rule.rule().temporal()))
                .findFirst();
    }

    /** What was remembered before our restart. What passed meanwhile is not made up for. */
    void restore(RunningRule rule, @Nullable Object state, Clock clock) {
        if (!(state instanceof Schedule.Slot(Instant last))) {
            return;
        }
        Instant wall = clock.shown(clock.now());
        for (Line line : lines) {
            if (line.rule == rule) {
                Instant came = bounded(last, wall);
                if (!came.equals(Instant.MIN) && line.cron.next(came).filter(next -> !next.isAfter(wall)).isPresent()) {
                    rule.missed();
                }
                line.from(came, wall);
            }
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Lets rules have what has come. What the last time began is over by then, however long it had. */
    void due(Kinds kinds, Clock clock, String host, Outcome.Builder out) {
        if (lines.isEmpty()) {
            return;
        }
        Instant now = clock.now();
        Instant wall = clock.shown(now);
        for (Line line : lines) {
            line.follow(wall);
            if (!line.isDue(wall)) {
                continue;
            }
            Optional<Instant> slot = line.last(wall);
            line.from(slot.orElse(line.came), wall);
            if (slot.isEmpty()) {
                line.rule.missed();
                continue;
            }
            ScheduleEvent.Due due = line.cron.due(slot.get(), now, host);
            line.rule.timeIsUp(now, out);
            kinds.of(due)
                    .ifPresent(kind -> line.rule.offer(new Subject(kind, due),
                            Interest.of(line.rule.rule(), due.kind()), out));
        }
    }

    /** How long until it is to be looked at; empty when never. */
    Optional<Duration> untilNext(Clock clock) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Instant wall = clock.shown(clock.now());
        return lines.stream()
                .flatMap(line -> line.next.stream())
                .map(next -> Duration.between(wall, next))
                .map(left -> left.compareTo(LOOK) > 0 ? LOOK : left)
                .min(Duration::compareTo);
    }

    private static Instant bounded(Instant came, Instant wall) {
        return came.isAfter(wall.plus(AHEAD)) ? Instant.MIN : came;
    }
}
