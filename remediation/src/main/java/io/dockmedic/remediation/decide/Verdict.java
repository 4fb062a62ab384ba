package io.dockmedic.remediation.decide;

import java.time.Instant;

/** The answer to "may we do this, now?". */
public sealed interface Verdict {
    Reason reason();

    /** One sentence for a person: what exactly led to it. */
    String detail();

    /** Do it. */
    record Act(Reason reason, String detail) implements Verdict {}

    /** Not now; ask again at {@code until}, or earlier when something relevant happens. */
    record Defer(Instant until, Reason reason, String detail) implements Verdict {}

    /** Not at all for this attempt; the next rung, or a person. */
    record Suppress(Reason reason, String detail) implements Verdict {}
}
