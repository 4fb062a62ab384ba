package io.dockmedic.speed.keys;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** How long something took, by the clock and of a processor; the latter of all threads of Java's, without collector and compiler. */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long time = System.nanoTime();
    private long processor = processor();

    /** Nanoseconds by the clock since the last one, and of a processor; with a blank between. */
    String lap() {
        long beforeTime = time;
        long beforeProcessor = processor;
        restart();
        return (time - beforeTime) + " " + (processor - beforeProcessor);
    }

    void restart() {
        processor = processor();
        time = System.nanoTime();
    }

    private static long processor() {
        return Arrays.stream(THREADS.getAllThreadIds()).map(THREADS::getThreadCpuTime).filter(taken -> taken > 0).sum();
    }
}
