package io.dockmedic.rules.garbage;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** What came of inputs, and what each cost: processor time and memory of the thread it ran on. For one thread. */
final class Account {
    /** What can come of an input. */
    enum Verdict {
        ACCEPTED, REFUSED
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int KEPT = 20;

    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final List<String> crashes = new ArrayList<>();
    private long crashed;
    private long slowest;
    private String slowestWas = "";
    private long largest;
    private String largestWas = "";
    private volatile String current = "";
    private volatile long since = System.nanoTime();
    private final long begun = System.nanoTime();

    /** @param name by which the input can be made again */
    void of(String name, Callable<Verdict> input) {
        current = name;
        since = System.nanoTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long begun = THREADS.getCurrentThreadCpuTime();
        try {
            verdicts.merge(input.call(), 1L, Long::sum);
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            crashed(name, e);
        }
        long took = THREADS.getCurrentThreadCpuTime() - begun;
        long used = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        if (took > slowest) {
            slowest = took;
            slowestWas = name;
        }
        if (used > largest) {
            largest = used;
            largestWas = name;
        }
    }

    private void crashed(String name, Throwable e) {
        crashed++;
        if (crashes.size() < KEPT) {
            StackTraceElement[] trace = e.getStackTrace();
            StringBuilder text = new StringBuilder(name).append(": ").append(e);
            for (int i = 0; i < Math.min(trace.length, KEPT); i++) {
                text.append("\n    at ").append(trace[i]);
            }
            crashes.add(text.toString());
        }
    }

    /** What went wrong, a few of it in full. */
    List<String> crashes() {
        return crashes;
    }

    long inputs() {
        return crashed + verdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    long slowestMillis() {
        return slowest / 1_000_000;
    }

    long largestMegabytes() {
        return largest >> 20;
    }

    /** The input that runs, and for how long by the wall clock. */
    String running() {
        return current + ", for " + runningSeconds() + " s";
    }

    long runningSeconds() {
        return (System.nanoTime() - since) / 1_000_000_000;
    }

    String summary() {
        return String.format(Locale.ROOT,
                "%d inputs in %d s: %d accepted, %d refused with their place, %d crashes; slowest %d ms (%s), largest %d MB (%s); "
                        + "heap at most %d MB of %d, %d MB of it live at the end",
                inputs(), (System.nanoTime() - begun) / 1_000_000_000, verdicts.getOrDefault(Verdict.ACCEPTED, 0L),
                verdicts.getOrDefault(Verdict.REFUSED, 0L),
                crashed,
                slowestMillis(), slowestWas, largestMegabytes(), largestWas, heapAtMost() >> 20,
                Runtime.getRuntime().maxMemory() >> 20, liveMegabytes());
    }

    /** What each part of the heap held at most, garbage included. */
    private static long heapAtMost() {
        return ManagementFactory.getMemoryPoolMXBeans()
                .stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** What is still held when all inputs are done. */
    long liveMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
