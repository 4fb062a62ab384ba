package io.dockmedic.remediation.record;

/**
 * An act of ours, and what came of it.
 *
 * @param intent  as it was written before the act
 * @param outcome {@code done}, {@code refused}, {@code undone}, {@code failed}, {@code unknown}, or {@code open} while nothing is known
 * @param detail  for a person; empty while it is open
 */
public record Act(ActRecord intent, String outcome, String detail) {
    /** Outcome of what was begun and taken back. */
    public static final String UNDONE = "undone";

    /** Outcome of what was done, and says of itself that it failed. */
    public static final String FAILED = "failed";

    /** Outcome of what was not done. */
    public static final String REFUSED = "refused";

    /** Whether it counts against budgets: all but what was not done. */
    public boolean counts() {
        return !outcome.equals(REFUSED);
    }
}
