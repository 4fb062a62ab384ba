package io.dockmedic.rules.operator.schedule;

import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.cron.Cron;
import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fires when one of its times has come; remembers which was the last. */
public final class Schedule implements Operator<Schedule.Slot> {
    /** @param last the last of its times that came, by the wall clock */
    public record Slot(Instant last) {}

    private final Cron cron;
    private final Duration lasts;

    Schedule(Cron cron, Duration lasts) {
        this.cron = cron;
        this.lasts = lasts;
    }

    @Override
    public Class<Slot> stateType() {
        return Slot.class;
    }

    @Override
    public Optional<Trigger> events() {
        return Optional.of(new Trigger(Set.of(ScheduleEvent.Due.KIND), Condition.ALWAYS));
    }

    @Override
    public Optional<Cron> schedule() {
        return Optional.of(cron);
    }

    @Override
    public Optional<Duration> lasts() {
        return Optional.of(lasts);
    }

    @Override
    public Reaction<Slot> matched(@Nullable Slot state, Subject subject, Instant now) {
        return subject.event() instanceof ScheduleEvent.Due due
                ? Reaction.fires(new Slot(due.slot()))
                : Reaction.passes(state);
    }

    @Override
    public Reaction<Slot> again(@Nullable Slot state, Subject subject, Instant now) {
        return matched(state, subject, now);
    }

    @Override
    public @Nullable Instant deadline(Slot state) {
        return null;
    }

    @Override
    public Reaction<Slot> due(Slot state, Instant now) {
        return Reaction.waits(state);
    }

    @Override
    public @Nullable Slot afterwards(@Nullable Slot state) {
        return state;
    }

    /** What it is compared with is the wall clock, and whoever does so knows its bounds. */
    @Override
    public Slot notAfter(Slot state, Instant now) {
        return state;
    }

    @Override
    public boolean cancelledAtOnce() {
        return false;
    }

    /** That its time has come begins the time for which it lasts. */
    @Override
    public boolean faultMayCalm() {
        return true;
    }
}
