package io.dockmedic.remediation.restore;

import io.dockmedic.remediation.record.ActRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one act owes, and how it went with putting it back so far. */
final class Owed {
    final ActRecord act;
    /** Why it may be somebody's wish that it is as it is; empty when nothing says so. */
    String doubt;
    /** Somebody looks at it when its time may have come. */
    boolean looked;
    /** Since when it is to be put back, and is not; null before. */
    @Nullable
    Instant dueSince;
    /** A person was told that it is put off. */
    boolean told;
    /** How often the engine refused. */
    int refusals;

    Owed(ActRecord act) {
        this.act = act;
        this.doubt = act.doubt();
    }
}
