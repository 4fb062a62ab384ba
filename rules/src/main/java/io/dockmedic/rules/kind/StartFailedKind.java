package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.StartFault;
import java.util.List;

/** {@code container.start_failed}. */
final class StartFailedKind {
    static final Kind<StartFailed> KIND = Kind.of(
            StartFailed.KIND,
            StartFailed.class,
            "the engine was to start a container and could not: nothing of it ran",
            ContainerFields.ALL,
            List.of(
                    Field.word(
                            "startedBy",
                            "who had asked for the start; `found`: it was seen only afterwards",
                            Kind.words(StartCause.class),
                            failed -> failed.startedBy().word()),
                    Field.word(
                            "fault",
                            "what kind of fault kept it from starting",
                            Kind.words(StartFault.class),
                            failed -> failed.fault().word()),
                    Field.text("meaning", "what that means, for a person", failed -> failed.fault().meaning()),
                    Field.flag(
                            "mayPass",
                            "it may be over in moments by itself: `mount_busy`, `unreachable`",
                            failed -> failed.fault().mayPass()),
                    Field.text("error", "the engine's own words, redacted, at most 4096 characters",
                            StartFailed::error),
                    Field.number(
                            "exitCode",
                            "as inspect says: 126 or 127 for its command, 128 for all else; often still the last run's, where"
                                    + " it has run before",
                            StartFailed::exitCode)));

    private StartFailedKind() {}
}
