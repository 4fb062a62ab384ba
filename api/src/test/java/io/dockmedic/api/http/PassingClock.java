package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Passes when a test says so. May be read from any thread. */
final class PassingClock implements Clock {
    private final AtomicLong nanos = new AtomicLong();

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant shown(Instant own) {
        return own;
    }
}
