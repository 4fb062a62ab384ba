package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ScheduleEvent.Due;
import java.util.List;

/** {@code schedule.due}. */
final class ScheduleKind {
    static final Kind<Due> KIND = Kind.of(
            Due.KIND,
            Due.class,
            "a time of the rule's `schedule` has come; not for `on`",
            List.of(),
            List.of(
                    Field.text("schedule", "the times and their zone, `0 3 * * * Europe/Berlin`", Due::schedule),
                    Field.text("slot", "which of these times, as people there read it, `2026-11-01T03:00:00+01:00`",
                            Due::shown)));

    private ScheduleKind() {}
}
