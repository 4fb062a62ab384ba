package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.KernelEvent.TaskHung;
import java.util.List;

/** {@code host.hung_task}. */
final class TaskHungKind {
    static final Kind<TaskHung> KIND = Kind.of(
            TaskHung.KIND,
            TaskHung.class,
            "the kernel says that a process waits in it, cannot be interrupted, and has for minutes",
            VictimFields.of(TaskHung::victim),
            List.of(
                    Field.number("seconds", "for how long, at least", TaskHung::seconds),
                    KernelFields.count(TaskHung::count)));

    private TaskHungKind() {}
}
