package io.dockmedic.collectors.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a container used between two readings. Percent are whole, rounded down; what the kernel does not say, or has no
 * limit, is 0.
 *
 * @param over                  the time between the two, for everything that is a share of time or a count
 * @param cpuPercent            of one processor, as {@code docker stats} has it: 250 are two and a half
 * @param cpuLimitPercent       of one processor, what the quota allows
 * @param throttledPercent      of the quota's periods in which it ran, those in which it was held back
 * @param memoryBytes           working set at the end
 * @param memoryLimitBytes      at the end
 * @param memoryPercent         of the limit
 * @param oomKills              processes that the kernel killed for want of memory, though the container lives on
 * @param threads               at the end
 * @param threadsLimit          at the end
 * @param threadsRefused        threads that it asked for and did not get because of the limit
 * @param descriptors           file descriptors of the process that is nearest to its limit on them, at the end
 * @param descriptorsLimit      of that process, at the end
 * @param descriptorsPercent    of that limit
 * @param cpuPressurePercent    of the time, a task waited for a processor (PSI, some)
 * @param memoryPressurePercent the same for memory
 * @param ioPressurePercent     the same for a device
 */
public record Usage(
        Duration over,
        int cpuPercent,
        int cpuLimitPercent,
        int throttledPercent,
        long memoryBytes,
        long memoryLimitBytes,
        int memoryPercent,
        int oomKills,
        int threads,
        int threadsLimit,
        int threadsRefused,
        int descriptors,
        int descriptorsLimit,
        int descriptorsPercent,
        int cpuPressurePercent,
        int memoryPressurePercent,
        int ioPressurePercent) {
    private static final double MEBI = 1024 * 1024;
    private static final double GIBI = 1024 * MEBI;

    /** For a person: {@code memory 480 MiB of 512 MiB, processor 97 % of 200 %, throttled 40 %}. What is nothing is left out. */
    public String words() {
        List<String> words = new ArrayList<>();
        if (memoryBytes > 0) {
            words.add("memory " + size(memoryBytes) + (memoryLimitBytes > 0 ? " of " + size(memoryLimitBytes) : ""));
        }
        words.add("processor " + cpuPercent + " %" + (cpuLimitPercent > 0 ? " of " + cpuLimitPercent + " %" : ""));
        some(words, throttledPercent, "throttled %d %%");
        some(words, oomKills, "OOM kills %d");
        if (threads > 0) {
            words.add("threads " + threads + (threadsLimit > 0 ? " of " + threadsLimit : ""));
        }
        some(words, threadsRefused, "threads refused %d");
        some(words, cpuPressurePercent, "waited for a processor %d %%");
        some(words, memoryPressurePercent, "waited for memory %d %%");
        some(words, ioPressurePercent, "waited for a device %d %%");
        return String.join(", ", words);
    }

    private static void some(List<String> words, int value, String form) {
        if (value > 0) {
            words.add(String.format(Locale.ROOT, form, value));
        }
    }

    private static String size(long bytes) {
        return bytes < GIBI
                ? Math.round(bytes / MEBI) + " MiB"
                : String.format(Locale.ROOT, "%.1f GiB", bytes / GIBI);
    }
}
