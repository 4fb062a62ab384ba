package io.dockmedic.api.cli;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * How far long work has come, in one line of the terminal that is overwritten and in the end wiped away. Said only to a person
 * who has waited for a while, and never to a file or a pipe. To be used by one thread.
 */
public final class Progress implements AutoCloseable {
    private static final long FIRST = Duration.ofMillis(500).toNanos();
    private static final long EVERY = Duration.ofMillis(200).toNanos();
    /** To the beginning of the line, and all of it away. */
    private static final String AWAY = "\r\u001b[2K";
    private static final int LONGEST = 70;

    private final PrintWriter out;
    private final Clock clock;
    private final boolean seen;
    private final long begun;
    private long said;
    private boolean shown;

    /** @param seen whether a person sees it as it is written */
    Progress(PrintWriter out, Clock clock, boolean seen) {
        this.out = out;
        this.clock = clock;
        this.seen = seen;
        this.begun = clock.nanos();
    }

    /** On the terminal, if there is one. */
    static Progress on(PrintWriter out) {
        return new Progress(out, new SystemClock(), Terminal.is());
    }

    /**
     * So much is done.
     *
     * @param of how much there is; 0 when that is not known
     */
    void done(long many, long of, String what) {
        long now = clock.nanos();
        if (!seen || now - begun < FIRST || (shown && now - said < EVERY)) {
            return;
        }
        said = now;
        shown = true;
        String line = many + (of > 0 ? " of " + of : "") + " " + Shown.plain(what);
        out.print(AWAY + (line.length() > LONGEST ? line.substring(0, LONGEST) : line));
        out.flush();
    }

    /** Nothing of it stays on the terminal. */
    @Override
    public void close() {
        if (shown) {
            shown = false;
            out.print(AWAY);
            out.flush();
        }
    }
}
