package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.Stopped;
import io.dockmedic.collectors.intent.Intent;
import java.util.List;

/** {@code container.stopped}. */
final class StoppedKind {
    static final Kind<Stopped> KIND = Kind.of(
            Stopped.KIND,
            Stopped.class,
            "somebody made sure a container does not run, without a death of its own (stopped in back-off)",
            ContainerFields.ALL,
            List.of(
                    Field.word(
                            "intent",
                            "who wanted it",
                            Kind.words(Intent.class),
                            stopped -> stopped.judgement().intent().word()),
                    Field.flag(
                            "ours",
                            "asked by Dockmedic itself",
                            stopped -> stopped.judgement().ours())));

    private StoppedKind() {}
}
