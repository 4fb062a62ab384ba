package io.dockmedic.collectors.gpu.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who has how much of a GPU's memory, for a person: {@code ml/train/1 61.2 GiB, ml/web/1 512 MiB}, most first. */
final class MemoryShares {
    private static final String OUTSIDE = "outside of containers";
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private MemoryShares() {}

    /** Empty where it is told of nobody. */
    static String of(List<GpuSample.Use> uses) {
        Map<String, Long> shares = new TreeMap<>();
        uses.stream()
                .filter(use -> use.process().memoryBytes() >= 0)
                .forEach(use -> shares.merge(whose(use), use.process().memoryBytes(), Long::sum));
        return shares.entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(one -> one.getKey() + " " + words(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String whose(GpuSample.Use use) {
        return use.container() == null ? OUTSIDE : use.container().service().key();
    }

    private static String words(long bytes) {
        return bytes >= GIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
    }
}
