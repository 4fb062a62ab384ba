package io.dockmedic.remediation.record;

import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.publish.RemedyChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ladder with what it is about.
 *
 * @param toldAt when a person was told; null when none was
 */
public record LadderRecord(Ladder ladder, String rule, String service, @Nullable Instant toldAt) {
    /** As others are told of it. */
    public RemedyChange change() {
        return new RemedyChange(ladder.since(), ladder.incident(), rule, service, ladder.state().word(),
                ladder.state().detail(), ladder.attempts(), ladder.state() instanceof LadderState.Healed,
                ladder.escalated());
    }
}
