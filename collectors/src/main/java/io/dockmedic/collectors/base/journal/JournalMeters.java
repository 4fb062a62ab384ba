package io.dockmedic.collectors.base.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What the journal says of itself as metrics. */
final class JournalMeters {
    private final Counter writes;
    private final Counter failures;
    private final Timer commits;

    JournalMeters(MeterRegistry meters, LongSupplier size, BooleanSupplier writable) {
        writes = Counter.builder("dockmedic.journal.writes")
                .description("Writes that are durable")
                .register(meters);
        failures = Counter.builder("dockmedic.journal.failures")
                .description("Writes that were refused or failed")
                .register(meters);
        commits = Timer.builder("dockmedic.journal.write.seconds")
                .description("Time of one group commit, synced")
                .register(meters);
        Gauge.builder("dockmedic.journal.size.bytes", size::getAsLong)
                .description("Size on disk, the write-ahead log included")
                .register(meters);
        Gauge.builder("dockmedic.journal.writable", () -> writable.getAsBoolean() ? 1 : 0)
                .description("1 while writes are taken; without a journal nothing is acted on")
                .register(meters);
    }

    void wrote(int works, long nanos) {
        writes.increment(works);
        commits.record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(int works) {
        failures.increment(works);
    }
}
