package io.dockmedic.remediation.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act of ours, and what came of it.
 *
 * @param intent  as it was written before the act
 * @param outcome {@code done}, {@code refused}, {@code undone}, {@code failed}, {@code unknown}, or {@code open} while nothing is known
 * @param detail  for a person; empty while it is open
 * @param ended   when that was known, of an act of before our start; else null
 */
public record Act(ActRecord intent, String outcome, String detail, @Nullable Instant ended) {
    /** Outcome of what was begun and taken back. */
    public static final String UNDONE = "undone";

    /** Outcome of what was done, and says of itself that it failed. */
    public static final String FAILED = "failed";

    /** Outcome of what was not done. */
    public static final String REFUSED = "refused";

    /** One of this run of ours. */
    public Act(ActRecord intent, String outcome, String detail) {
        this(intent, outcome, detail, null);
    }

    /** What was kept under a clock that was ahead of ours: nothing of it is later than now. */
    Act notAfter(Instant now) {
        return new Act(intent.notAfter(now), outcome, detail, ended != null && ended.isAfter(now) ? now : ended);
    }

    /** Whether it counts against budgets: all but what was not done. */
    public boolean counts() {
        return !outcome.equals(REFUSED);
    }
}
