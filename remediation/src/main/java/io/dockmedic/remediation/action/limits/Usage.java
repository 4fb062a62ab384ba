package io.dockmedic.remediation.action.limits;

import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.remediation.room.Bytes;
import java.util.Optional;

/** Whether what a container uses at this moment lets its limit be lowered. */
final class Usage {
    private static final String UNREAD = "what it uses cannot be read";

    private Usage() {}

    /** What a look shows against it; empty when it uses less than {@code below} bytes, or nothing for it does not run. */
    static Optional<String> against(CallResult<Optional<Reading>> look, long below) {
        return switch (look) {
            case CallResult.Done<Optional<Reading>>(Optional<Reading> reading) -> reading.flatMap(
                    read -> against(read, below));
            case CallResult.Refused<Optional<Reading>> no -> Optional.of(UNREAD + ": " + no.message());
            case CallResult.Unknown<Optional<Reading>>(String why) -> Optional.of(UNREAD + ": " + why);
        };
    }

    private static Optional<String> against(Reading reading, long below) {
        Memory memory = reading.memory();
        if (memory == null) {
            return Optional.of(UNREAD);
        }
        return memory.workingSet() < below
                ? Optional.empty()
                : Optional.of("it uses " + Bytes.text(memory.workingSet()) + " now");
    }
}
