package io.dockmedic.collectors.event;

import java.time.Instant;

/** A time has come that a rule was written for. */
public sealed interface ScheduleEvent extends Event {
    /**
     * A scheduled time has come. Nobody publishes it: the rule engine makes it for the rule whose schedule it is.
     *
     * @param schedule the times and their zone, {@code 0 3 * * * Europe/Berlin}
     * @param slot     which of these times, by the wall clock
     * @param shown    the same as a person there reads it, {@code 2026-11-01T03:00:00+01:00}
     */
    record Due(Instant at, String host, Origin origin, String schedule, @WallClock Instant slot,
            String shown) implements ScheduleEvent {
        public static final String KIND = "schedule.due";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return host;
        }

        @Override
        public String summary() {
            return "it is " + shown + ", a time of the schedule " + schedule;
        }
    }
}
