package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent;
import java.util.List;

/** What every event of a container shows. */
final class ContainerFields {
    static final List<Field<ContainerEvent>> ALL = List.of(
            Field.text(
                    "service",
                    "Compose `project/service/number`, else the container's name; outlives the container",
                    event -> event.container().service().key()),
            Field.text(
                    "project",
                    "Compose project, empty without one",
                    event -> event.container().service().project()),
            Field.text(
                    "name",
                    "the container's name",
                    event -> event.container().name()),
            Field.text(
                    "image",
                    "the image as configured, `postgres:16`",
                    event -> event.container().image()),
            Field.text(
                    "containerId",
                    "the full id, 64 digits",
                    event -> event.container().id()),
            new Field<>(
                    "labels",
                    FieldType.TEXTS,
                    "the container's labels; ask `'x' in event.labels` before `event.labels['x']`",
                    List.of(),
                    event -> event.container().labels()),
            Field.flag(
                    "job",
                    "one-off, AutoRemove or meant to end: its end is no fault by itself",
                    event -> event.container().job()));

    private ContainerFields() {}
}
