package io.dockmedic.collectors.gpu.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * That a person, or an act of ours that resets one, had Dockmedic let go of the GPUs.
 *
 * @param since   when
 * @param until   when it takes them back by itself
 * @param by      who said so; may be empty
 * @param reason  why; may be empty
 * @param ended   when it took them back; null while it has not
 * @param endedBy who said so; empty when it was time
 */
public record Release(
        Instant since, Instant until, String by, String reason, @Nullable Instant ended, String endedBy) {
    private static final String ACTS = "reset-gpu ";

    /** One that begins. */
    static Release of(Instant since, Instant until, String by, String reason) {
        return new Release(since, until, by, reason, null, "");
    }

    /** Whom one is by that an act of ours has for a reset. */
    public static String by(String act) {
        return ACTS + act;
    }

    /** Whether an act of ours has that name, and no person. */
    public static boolean isActs(String by) {
        return by.startsWith(ACTS);
    }

    /** Over. */
    Release end(Instant now, String person) {
        return new Release(since, until, by, reason, now, person);
    }

    boolean holds(Instant now) {
        return ended == null && until.isAfter(now);
    }

    /** For a person. */
    public String words() {
        return "released until " + until.truncatedTo(ChronoUnit.SECONDS) + (by.isEmpty() ? "" : " by " + by)
                + (reason.isEmpty() ? "" : " (" + reason + ")")
                + ": nothing is seen of GPUs but what the kernel's log tells; dockmedic gpu resume ends it";
    }
}
