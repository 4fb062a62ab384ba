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
    /** A person was told that it is put off, this time. */
    boolean told;
    /** How often a person was told so before it was not to be put back for a while after all. */
    int before;
    /** How often the engine refused. */
    int refusals;

    Owed(ActRecord act) {
        this.act = act;
        this.doubt = act.doubt();
    }

    /** It is not to be put back now: if it is again, that begins anew. */
    void notDue() {
        before += told ? 1 : 0;
        told = false;
        dueSince = null;
        refusals = 0;
    }
}
