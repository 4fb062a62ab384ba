package io.dockmedic.remediation.decide;

import java.time.Instant;

/** The answer to "may we do this, now?". */
public sealed interface Verdict {
    Reason reason();

    /** One sentence for a person: what exactly led to it. */
    String detail();

    /** In one word, as metric labels, logs and the journal write it: {@code act}, {@code defer}, {@code suppress}. */
    String word();

    /** Do it. */
    record Act(Reason reason, String detail) implements Verdict {
        @Override
        public String word() {
            return "act";
        }
    }

    /** Not now; ask again at {@code until}, or earlier when something relevant happens. */
    record Defer(Instant until, Reason reason, String detail) implements Verdict {
        @Override
        public String word() {
            return "defer";
        }
    }

    /** Not at all for this attempt; the next rung, or a person. */
    record Suppress(Reason reason, String detail) implements Verdict {
        @Override
        public String word() {
            return "suppress";
        }
    }
}
