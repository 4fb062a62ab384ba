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
    /** The same with nothing in it later than now, and no wait longer than it was to be. */
    LadderRecord notAfter(Instant now) {
        return new LadderRecord(ladder.notAfter(now), rule, service,
                toldAt != null && toldAt.isAfter(now) ? now : toldAt);
    }

    /** As others are told of it. */
    public RemedyChange change() {
        return new RemedyChange(ladder.since(), ladder.incident(), rule, service, ladder.state().word(),
                ladder.state().detail(), ladder.attempts(), ladder.state() instanceof LadderState.Healed,
                ladder.heard());
    }
}
