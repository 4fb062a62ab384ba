package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.event.Usage;
import java.time.Duration;
import java.util.List;

/** What one service used on one day, UTC. Several containers of it, one after the other, count as one. Not for several threads. */
public final class Day {
    private static final int FIELDS = 11;
    /** So many percent of its quota's periods: it waits often enough to be slower. */
    private static final int THROTTLED = 5;
    /** Readings are 10 s apart; around an incident and at the start there are more. */
    private static final Duration SHARE = Duration.ofSeconds(5);

    private final Distribution memory;
    private final Distribution millicores;
    private final Distribution threads;
    private long seconds;
    private long throttled;
    private long oomKills;
    private long refused;
    private long memoryLimit;
    private long cpuLimitPercent;
    private long threadsLimit;

    public Day() {
        this(new Distribution(), new Distribution(), new Distribution());
    }

    private Day(Distribution memory, Distribution millicores, Distribution threads) {
        this.memory = memory;
        this.millicores = millicores;
        this.threads = threads;
    }

    /** A reading. One made out of turn, right after another, has counts and no share of the day: it is not like the others. */
    public void add(Usage usage) {
        if (usage.over().compareTo(SHARE) >= 0) {
            memory.add(usage.memoryBytes());
            millicores.add(usage.cpuPercent() * 10L);
            threads.add(usage.threads());
            seconds += usage.over().toSeconds();
            throttled += usage.throttledPercent() >= THROTTLED ? 1 : 0;
        }
        oomKills += usage.oomKills();
        refused += usage.threadsRefused();
        memoryLimit = usage.memoryLimitBytes();
        cpuLimitPercent = usage.cpuLimitPercent();
        threadsLimit = usage.threadsLimit();
    }

    /** The kernel killed its main process for want of memory. */
    public void killed() {
        oomKills++;
    }

    /** Adds a later day, or more of this one: its limits count. */
    public void add(Day later) {
        memory.add(later.memory);
        millicores.add(later.millicores);
        threads.add(later.threads);
        seconds += later.seconds;
        throttled += later.throttled;
        oomKills += later.oomKills;
        refused += later.refused;
        if (later.memory.total() > 0) {
            memoryLimit = later.memoryLimit;
            cpuLimitPercent = later.cpuLimitPercent;
            threadsLimit = later.threadsLimit;
        }
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

    /** Readings in which its quota held it back noticeably. */
    public long throttled() {
        return throttled;
    }

    /** Processes in it that the kernel killed for want of memory. */
    public long oomKills() {
        return oomKills;
    }

    /** Threads that it asked for and did not get. */
    public long refused() {
        return refused;
    }

    /** In bytes, as it was last; 0 without one. */
    public long memoryLimit() {
        return memoryLimit;
    }

    /** Of one processor, as it was last; 0 without one. */
    public long cpuLimitPercent() {
        return cpuLimitPercent;
    }

    /** As it was last; 0 without one. */
    public long threadsLimit() {
        return threadsLimit;
    }

    /** As {@link #read} takes it. */
    String text() {
        List<Long> numbers = List.of(seconds, throttled, oomKills, refused, memoryLimit, cpuLimitPercent, threadsLimit);
        StringBuilder text = new StringBuilder("1");
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
        if (parts.length != FIELDS || !parts[0].equals("1")) {
            throw new IllegalArgumentException("not a day as this version writes it");
        }
        Day day = new Day(Distribution.read(parts[8]), Distribution.read(parts[9]), Distribution.read(parts[10]));
        day.seconds = Long.parseLong(parts[1]);
        day.throttled = Long.parseLong(parts[2]);
        day.oomKills = Long.parseLong(parts[3]);
        day.refused = Long.parseLong(parts[4]);
        day.memoryLimit = Long.parseLong(parts[5]);
        day.cpuLimitPercent = Long.parseLong(parts[6]);
        day.threadsLimit = Long.parseLong(parts[7]);
        return day;
    }
}
