package io.dockmedic.remediation.publish;

import java.time.Instant;

/**
 * One thing decided, and what came of it.
 *
 * @param at      when it was decided
 * @param action  {@code restart}
 * @param number  which attempt of its rung, from 1
 * @param verdict {@code act}, {@code defer} or {@code suppress}
 * @param reason  the reason's word
 * @param detail  one sentence for a person
 * @param outcome what came of it, for a person; empty while nothing has
 */
public record Attempt(
        Instant at, String action, int number, String verdict, String reason, String detail, String outcome) {
    /** So many of an incident's are remembered, the latest. */
    public static final int REMEMBERED = 20;

    /** Begins the outcome of what was done, and is proven not to have helped. */
    public static final String NOT_HEALED = "not healed: ";
    /** Begins the outcome of what was done, and failed. */
    public static final String FAILED = "failed: ";
    /** Begins the outcome of what may have been done. */
    public static final String NEVER_KNOWN = "outcome unknown: ";
    /** Begins what is said of what was done, and undone since it did not work. */
    public static final String TAKEN_BACK = "taken back: ";
    /** Ends the outcome of what was waited for in an earlier climb. */
    private static final String UNTIL_ANEW = ", until the remedy was begun anew";

    /** Whether it was done, or may have been, and did not help. */
    public boolean inVain() {
        return outcome.startsWith(NOT_HEALED) || outcome.startsWith(FAILED) || outcome.startsWith(NEVER_KNOWN)
                || outcome.contains("): " + TAKEN_BACK);
    }

    /** Whether it was put off, and nothing came of it. */
    public boolean putOff() {
        return verdict.equals("defer") && outcome.isEmpty();
    }

    /** Whether it was waited for in an earlier climb: what is waited for since counts from then on. */
    public boolean ofEarlierClimb() {
        return outcome.endsWith(UNTIL_ANEW);
    }

    /** It was waited for, and the ladder is climbed anew. */
    public Attempt inEarlierClimb() {
        return ofEarlierClimb() ? this : came((outcome.isEmpty() ? "put off" : outcome) + UNTIL_ANEW);
    }

    /** The same with an outcome. */
    public Attempt came(String what) {
        return new Attempt(at, action, number, verdict, reason, detail, what);
    }
}
