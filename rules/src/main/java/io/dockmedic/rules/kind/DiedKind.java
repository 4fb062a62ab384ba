package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.rules.exit.ExitCodes;
import java.util.List;

/** {@code container.died}. */
final class DiedKind {
    static final Kind<Died> KIND = Kind.of(
            Died.KIND,
            Died.class,
            "the main process of a container ended",
            ContainerFields.ALL,
            List.of(
                    Field.number("exitCode", "as inspect says; 128+n when signal n ended it", Died::exitCode),
                    Field.text(
                            "meaning",
                            "what the exit code means, for a person",
                            died -> ExitCodes.meaning(died.exitCode())),
                    Field.flag(
                            "oomKilled", "the kernel killed the main process for want of memory", Died::oomKilled),
                    Field.word(
                            "intent",
                            "who wanted it",
                            Kind.words(Intent.class),
                            died -> died.judgement().intent().word()),
                    Field.flag(
                            "ours",
                            "asked by Dockmedic itself",
                            died -> died.judgement().ours()),
                    Field.flag(
                            "engineRestarts",
                            "the engine's own restart policy will start it again, or has tried to, which `container.start_failed` tells",
                            Died::engineRestarts),
                    Field.number("restartCount", "restarts by that policy so far", Died::restartCount),
                    new Field<>("ranFor", FieldType.SPAN, "how long this run lasted", List.of(), Died::ranFor),
                    Field.flag(
                            "gap", "found only afterwards; several deaths may show as this one", Died::gap)));

    private DiedKind() {}
}
