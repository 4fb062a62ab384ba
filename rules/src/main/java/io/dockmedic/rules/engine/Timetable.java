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
        private Instant done;
        private Optional<Instant> next;

        Line(RunningRule rule, Cron cron, Instant done) {
            this.rule = rule;
            this.cron = cron;
            this.done = done;
            this.next = cron.next(done);
        }

        void done(Instant until) {
            done = until;
            next = cron.next(until);
        }

        boolean isDue(Instant wall) {
            return next.isPresent() && !next.get().isAfter(wall);
        }

        /** The last of its times from {@code from} until {@code wall}, both included. */
        Optional<Instant> last(Instant from, Instant wall) {
            Optional<Instant> last = Optional.empty();
            for (Optional<Instant> one = cron.next(from.minusNanos(1)); one.isPresent()
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
                    .ifPresent(cron -> lines.add(new Line(rule, cron, before.done(rule).orElse(wall))));
        }
        return new Timetable(lines);
    }

    private Optional<Instant> done(RunningRule rule) {
        return lines.stream()
                .filter(line -> line.rule.rule().name().equals(rule.rule().name())
                        && line.rule.rule().temporal().equals(rule.rule().temporal()))
                .findFirst()
                .map(line -> line.done);
    }

    /** What was remembered before our restart. What came meanwhile is not made up for. */
    void restore(RunningRule rule, @Nullable Object state, Clock clock) {
        if (!(state instanceof Schedule.Slot(Instant last))) {
            return;
        }
        Instant wall = clock.shown(clock.now());
        for (Line line : lines) {
            if (line.rule == rule) {
                Instant done = bounded(last, wall);
                line.done(done);
                if (line.isDue(wall)) {
                    rule.missed();
                    line.done(wall);
                }
            }
        }
    }

    /** Lets rules have what has come. */
    void due(Kinds kinds, Clock clock, String host, Outcome.Builder out) {
        if (lines.isEmpty()) {
            return;
        }
        Instant now = clock.now();
        Instant wall = clock.shown(now);
        for (Line line : lines) {
            if (!line.done.equals(bounded(line.done, wall))) {
                line.done(wall);
            }
            if (!line.isDue(wall)) {
                continue;
            }
            Instant since = wall.minus(LATE);
            Optional<Instant> slot = line.last(since.isAfter(line.done) ? since : line.done.plusNanos(1), wall);
            line.done(slot.orElse(wall));
            if (slot.isEmpty()) {
                line.rule.missed();
                continue;
            }
            ScheduleEvent.Due due = line.cron.due(slot.get(), now, host);
            kinds.of(due).ifPresent(kind -> line.rule.offer(new Subject(kind, due), out));
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

    private static Instant bounded(Instant done, Instant wall) {
        return done.isAfter(wall.plus(AHEAD)) ? wall : done;
    }
}
