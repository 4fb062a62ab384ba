package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.StartCause;
import java.util.List;

/** {@code container.started}. */
final class StartedKind {
    static final Kind<Started> KIND = Kind.of(
            Started.KIND,
            Started.class,
            "the main process of a container was started",
            ContainerFields.ALL,
            List.of(
                    Field.word(
                            "cause",
                            "who started it; `found`: it ran when we looked",
                            Kind.words(StartCause.class),
                            started -> started.cause().word()),
                    Field.flag("hasHealthCheck", "it has a health check", Started::hasHealthCheck)));

    private StartedKind() {}
}
