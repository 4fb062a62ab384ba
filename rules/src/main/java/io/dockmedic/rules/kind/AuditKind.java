package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.AuditEvent.Found;
import java.util.List;

/** {@code audit.found}. */
final class AuditKind {
    static final Kind<Found> KIND = Kind.of(
            Found.KIND,
            Found.class,
            "what is wrong with how a container is set up is not what it was; told once, also when it is over or the"
                    + " container has ended",
            List.of(),
            List.of(
                    Field.text(
                            "service",
                            "Compose `project/service/number`, else the container's name; outlives the container",
                            event -> event.container().service().key()),
                    Field.text("name", "the container's name", event -> event.container().name()),
                    Field.text("checks", "the checks that found something, `host-network, privileged`",
                            event -> String.join(", ", event.checks())),
                    Field.word("worst", "the worst severity, empty when nothing is found",
                            List.of("critical", "warning", "info", ""), Found::worst),
                    Field.number("count", "how many findings the container has", Found::count),
                    Field.number("onHost", "containers on the host with a finding of `warning` or worse",
                            Found::onHost),
                    Field.text("instead",
                            "what to write instead, a line for each check, `host-pid: …`, the worst first; of many the"
                                    + " first twenty",
                            event -> String.join("\n", event.instead()))));

    private AuditKind() {}
}
