package io.dockmedic.rules.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much all rules together remember as evidence, by {@link Evidence#weight}. A key can have twenty events and an event much text,
 * so that a bound of keys is none of memory. When there is no room for more, what those keys have that were quiet for longest is
 * thinned: to its first and its last event, and where that does not do, to its last alone where nothing has begun. For one thread.
 */
final class EvidenceRoom {
    /** Of the heap; another part of it are keys, and the rest is what all else of the program has. */
    private static final int PART = 3;
    /** Thinned to this part less at once, so that it is not done for each event. */
    private static final int LESS = 8;
    private static final int MEGABYTE = 1 << 20;

    /** A key of whose evidence something can go. */
    record Heavy(KeyTable table, String key, @Nullable Instant lastFault) {}

    private final long most;
    private final Counter thinned;
    private long taken;
    /** More than this is too much: {@link #most}, and more when not enough could go. */
    private long bound;

    EvidenceRoom(long most, MeterRegistry meters) {
        this.most = most;
        this.bound = most;
        this.thinned = Counter.builder("dockmedic.rule.evidence.thinned")
                .description("Keys of whose evidence only the first and the last event were kept, for want of room")
                .register(meters);
        Gauge.builder("dockmedic.rule.evidence", () -> taken)
                .description("Estimate of the memory that what rules remember as evidence takes")
                .baseUnit("bytes")
                .register(meters);
    }

    /** What the heap that the program was given has room for. */
    static long ofHeap() {
        return Runtime.getRuntime().maxMemory() / PART;
    }

    void add(long weight) {
        taken += weight;
    }

    /** Whether a new key would be one too much, though all that could go has. */
    boolean isFull() {
        return taken >= most && bound > most;
    }

    /** How often a key's evidence was thinned so far. */
    long thinned() {
        return (long) thinned.count();
    }

    long taken() {
        return taken;
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f MB of at most %.1f, estimated", (double) taken / MEGABYTE,
                (double) most / MEGABYTE);
    }

    /** To be called when something was remembered. */
    void keep(Collection<RunningRule> rules) {
        if (taken > bound) {
            long enough = most - most / LESS;
            thin(rules, Evidence.ENDS, enough);
            thin(rules, Evidence.LAST, enough);
            bound = taken > enough ? taken + most / LESS : most;
        } else if (taken < most) {
            bound = most;
        }
    }

    private void thin(Collection<RunningRule> rules, int to, long enough) {
        if (taken <= enough) {
            return;
        }
        List<Heavy> quietFirst = rules.stream()
                .flatMap(rule -> rule.heavier(to))
                .sorted(Comparator.comparing(Heavy::lastFault, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        for (Heavy one : quietFirst) {
            if (taken <= enough) {
                return;
            }
            if (one.table().thin(one.key(), to)) {
                thinned.increment();
            }
        }
    }
}
