package io.dockmedic.benchmarks.footprint;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Leaves a process alone for a while, but for scrapes, and says what the end of that while cost. */
record Idle(Duration whole, Duration scrapeEvery) {
    private static final Duration MEASURED = Duration.ofMinutes(1);

    /** @param memory  at the end
     *  @param percent of one processor, in the last minute or in the whole time where that is shorter */
    record Cost(Memory memory, double percent, int threads) {}

    Cost of(long pid, Runnable scrape) throws IOException {
        long begin = System.nanoTime();
        long end = begin + whole.toNanos();
        long measuredFrom = Math.max(begin, end - MEASURED.toNanos());
        long nextScrape = begin + scrapeEvery.toNanos();
        Usage before = Usage.of(pid);
        for (long now = begin; now < end; now = System.nanoTime()) {
            if (before.nanoTime() < measuredFrom && now >= measuredFrom) {
                before = Usage.of(pid);
            }
            if (now >= nextScrape) {
                scrape.run();
                nextScrape += scrapeEvery.toNanos();
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        Usage after = Usage.of(pid);
        return new Cost(Memory.of(pid), after.percentSince(before), after.threads());
    }
}
