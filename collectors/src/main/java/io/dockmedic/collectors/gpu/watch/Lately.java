package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The last readings of each GPU, a minute's worth, and who used it: what is known of one from before its fault. Safe for use by several threads. */
final class Lately {
    private static final int LAST = 6;
    /** What was read longer before says nothing of the fault. */
    private static final Duration AROUND = Duration.ofMinutes(2);
    private static final long MEBI = 1 << 20;
    private static final int THOUSAND = 1_000;

    private final Map<String, Deque<Read>> byPlace = new HashMap<>();
    private final LastUsers users = new LastUsers();

    private record Read(Instant at, GpuReading reading) {
        /** {@code 97 % busy, 70144 of 81920 MiB, 81 °C, 690 of 700 W}; what it does not tell is left out. */
        String words() {
            List<String> parts = new ArrayList<>();
            if (reading.state() != GpuState.OK) {
                parts.add(reading.state().word());
            }
            add(parts, Quantity.UTILIZATION, 1, " % busy");
            if (reading.values().containsKey(Quantity.MEMORY_USED)) {
                parts.add(reading.value(Quantity.MEMORY_USED) / MEBI + " of "
                        + reading.value(Quantity.MEMORY_TOTAL) / MEBI + " MiB");
            }
            add(parts, Quantity.TEMPERATURE, 1, " °C");
            add(parts, Quantity.TEMPERATURE_MARGIN, 1, " °C left");
            add(parts, Quantity.POWER, THOUSAND, " W");
            if (!reading.slowdown().isEmpty()) {
                parts.add("slowed down by "
                        + reading.slowdown().stream().map(Slowdown::word).sorted().collect(Collectors.joining(" ")));
            }
            return at.truncatedTo(ChronoUnit.SECONDS) + ": " + String.join(", ", parts);
        }

        private void add(List<String> parts, Quantity quantity, int unit, String words) {
            if (reading.values().containsKey(quantity)) {
                parts.add(reading.value(quantity) / unit + words);
            }
        }
    }

    /** Who used each. */
    LastUsers users() {
        return users;
    }

    /** @param began when it was begun to read them */
    synchronized void saw(GpuSamples samples, Instant began, Instant now) {
        users.saw(samples, began, now);
        for (GpuSample sample : samples.gpus()) {
            Deque<Read> last = byPlace.computeIfAbsent(sample.reading().gpu().pci(), first -> new ArrayDeque<>());
            last.add(new Read(now, sample.reading()));
            if (last.size() > LAST) {
                last.remove();
            }
        }
    }

    /** Those of the GPU at that place that were read before, oldest first, with a semicolon between; empty when there are none. */
    synchronized String before(String pci, Instant fault) {
        return byPlace.getOrDefault(pci, new ArrayDeque<>())
                .stream()
                .filter(read -> !read.at().isAfter(fault) && !read.at().isBefore(fault.minus(AROUND)))
                .map(Read::words)
                .collect(Collectors.joining("; "));
    }
}
