package io.dockmedic.benchmarks.footprint;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaves a process alone for a while, but for scrapes, and says what that cost: right after the start, while code is still being
 * compiled, and from then on.
 */
record Idle(Duration whole, Duration scrapeEvery) {
    private static final Duration WARMING = Duration.ofMinutes(1);

    /** @param memory  at the end
     *  @param warming percent of one processor in the first minute
     *  @param percent of one processor in the second half of the time */
    record Cost(Memory memory, double warming, double percent, int threads) {}

    Cost of(long pid, Runnable scrape) throws IOException {
        long begin = System.nanoTime();
        long nextScrape = begin + scrapeEvery.toNanos();
        Usage atStart = Usage.of(pid);
        Usage warm = atStart;
        Usage half = atStart;
        for (long gone = 0; gone < whole.toNanos(); gone = System.nanoTime() - begin) {
            if (gone <= WARMING.toNanos()) {
                warm = Usage.of(pid);
            }
            if (gone <= whole.toNanos() / 2) {
                half = Usage.of(pid);
            }
            if (System.nanoTime() - nextScrape >= 0) {
                scrape.run();
                nextScrape += scrapeEvery.toNanos();
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        Usage after = Usage.of(pid);
        return new Cost(Memory.of(pid), warm.percentSince(atStart), after.percentSince(half), after.threads());
    }
}
