package io.dockmedic.api.cli;

import io.dockmedic.collectors.base.time.Clock;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** A terminal before which a person waits for a second whenever somebody asks how late it is. */
final class SlowTerminal implements Clock {
    private long nanos;

    static Progress on(PrintWriter out) {
        return new Progress(out, new SlowTerminal(), true);
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public long nanos() {
        nanos += Duration.ofSeconds(1).toNanos();
        return nanos;
    }

    @Override
    public Instant shown(Instant own) {
        return own;
    }
}
