package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.event.Usage;
import java.time.Duration;
import java.util.List;

/** What one service used on one day, UTC. Several containers of it, one after the other, count as one. Not for several threads. */
public final class Day {
    private static final String VERSION = "2";
    private static final int FIELDS = 13;
    /** No reading has said yet whether there is a limit. */
    private static final long UNKNOWN = -1;
    /** So many percent of its quota's periods: it waits often enough to be slower. */
    private static final int THROTTLED = 5;
    /** Readings are 10 s apart; around an incident and at the start there are more. */
    private static final Duration SHARE = Duration.ofSeconds(5);

    private final Distribution memory;
    private final Distribution millicores;
    private final Distribution threads;
    private long seconds;
    private long underQuota;
    private long throttled;
    private long oomKills;
    private long killsAtLimit;
    private long refused;
    private long memoryLimit = UNKNOWN;
    private long cpuLimitPercent = UNKNOWN;
    private long threadsLimit = UNKNOWN;

    public Day() {
        this(new Distribution(), new Distribution(), new Distribution());
    }

    private Day(Distribution memory, Distribution millicores, Distribution threads) {
        this.memory = memory;
        this.millicores = millicores;
        this.threads = threads;
    }

    /**
     * A reading. One made out of turn, right after another, has counts and no share of the day: it is not like the others.
     * Memory or threads of 0 were not measured: a process has some of both.
     */
    public void add(Usage usage) {
        if (usage.memoryBytes() > 0) {
            limitMemory(usage.memoryLimitBytes());
        }
        limitCpu(usage.cpuLimitPercent());
        if (usage.threads() > 0) {
            limitThreads(usage.threadsLimit());
        }
        if (usage.over().compareTo(SHARE) >= 0) {
            share(usage);
        }
        oomKills += usage.oomKills();
        killsAtLimit += usage.oomKills();
        refused += usage.threadsRefused();
    }

    private void share(Usage usage) {
        if (usage.memoryBytes() > 0) {
            memory.add(usage.memoryBytes());
        }
        millicores.add(usage.cpuPercent() * 10L);
        if (usage.threads() > 0) {
            threads.add(usage.threads());
        }
        seconds += usage.over().toSeconds();
        underQuota++;
        throttled += usage.throttledPercent() >= THROTTLED ? 1 : 0;
    }

    /** The kernel killed its main process for want of memory. */
    public void killed() {
        oomKills++;
        killsAtLimit++;
    }

    /** Adds a later day, or more of this one: its limits count, and what was counted under others does not. */
    public void add(Day later) {
        limitMemory(later.memoryLimit);
        limitCpu(later.cpuLimitPercent);
        limitThreads(later.threadsLimit);
        memory.add(later.memory);
        millicores.add(later.millicores);
        threads.add(later.threads);
        seconds += later.seconds;
        underQuota += later.underQuota;
        throttled += later.throttled;
        oomKills += later.oomKills;
        killsAtLimit += later.killsAtLimit;
        refused += later.refused;
    }

    private void limitMemory(long limit) {
        if (limit != UNKNOWN) {
            killsAtLimit = other(memoryLimit, limit) ? 0 : killsAtLimit;
            memoryLimit = limit;
        }
    }

    private void limitCpu(long limit) {
        if (limit != UNKNOWN) {
            underQuota = other(cpuLimitPercent, limit) ? 0 : underQuota;
            throttled = other(cpuLimitPercent, limit) ? 0 : throttled;
            cpuLimitPercent = limit;
        }
    }

    private void limitThreads(long limit) {
        if (limit != UNKNOWN) {
            refused = other(threadsLimit, limit) ? 0 : refused;
            threadsLimit = limit;
        }
    }

    private static boolean other(long before, long now) {
        return before != UNKNOWN && before != now;
    }

    /** Working set in bytes. */
    public Distribution memory() {
        return memory;
    }

    /** Processor use, in thousandths of one. */
    public Distribution millicores() {
        return millicores;
    }

    /** Threads of all its processes. */
    public Distribution threads() {
        return threads;
    }

    /** Time that was measured, in seconds. */
    public long seconds() {
        return seconds;
    }

    /** Readings since its quota became what it is. */
    public long underQuota() {
        return underQuota;
    }

    /** Those of {@link #underQuota} in which the quota held it back noticeably. */
    public long throttled() {
        return throttled;
    }

    /** Processes in it that the kernel killed for want of memory. */
    public long oomKills() {
        return oomKills;
    }

    /** Those since its limit became what it is. */
    public long killsAtLimit() {
        return killsAtLimit;
    }

    /** Threads that it asked for and did not get, since the limit became what it is. */
    public long refused() {
        return refused;
    }

    /** In bytes, as it was last; 0 without one. */
    public long memoryLimit() {
        return Math.max(0, memoryLimit);
    }

    /** Of one processor, as it was last; 0 without one. */
    public long cpuLimitPercent() {
        return Math.max(0, cpuLimitPercent);
    }

    /** As it was last; 0 without one. */
    public long threadsLimit() {
        return Math.max(0, threadsLimit);
    }

    /** As {@link #read} takes it. */
    String text() {
        List<Long> numbers = List.of(seconds, underQuota, throttled, oomKills, killsAtLimit, refused, memoryLimit,
                cpuLimitPercent, threadsLimit);
        StringBuilder text = new StringBuilder(VERSION);
        numbers.forEach(number -> text.append(';').append(number));
        return text.append(';')
                .append(memory.text())
                .append(';')
                .append(millicores.text())
                .append(';')
                .append(threads.text())
                .toString();
    }

    /** @throws IllegalArgumentException when {@link #text} did not write it */
    static Day read(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != FIELDS || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("not a day as this version writes it");
        }
        Day day = new Day(Distribution.read(parts[10]), Distribution.read(parts[11]), Distribution.read(parts[12]));
        day.seconds = Long.parseLong(parts[1]);
        day.underQuota = Long.parseLong(parts[2]);
        day.throttled = Long.parseLong(parts[3]);
        day.oomKills = Long.parseLong(parts[4]);
        day.killsAtLimit = Long.parseLong(parts[5]);
        day.refused = Long.parseLong(parts[6]);
        day.memoryLimit = Long.parseLong(parts[7]);
        day.cpuLimitPercent = Long.parseLong(parts[8]);
        day.threadsLimit = Long.parseLong(parts[9]);
        return day;
    }
}
