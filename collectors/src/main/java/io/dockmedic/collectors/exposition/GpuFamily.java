package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One metric of GPUs that shows a number of theirs.
 *
 * @param counts whether it only grows. OpenMetrics has no counter whose name does not end in {@code _total}, so it has
 *               no type
 * @param value  empty where the GPU does not tell
 * @param part   the same of a part of a divided GPU, each of which then has it in the place of the whole; null where parts have
 *               none of their own
 */
record GpuFamily(String name, String help, boolean counts, Function<GpuSample, Optional<Double>> value,
        @Nullable Function<GpuInstance, Optional<Double>> part) {
    /** That parts of divided GPUs have none of. */
    GpuFamily(String name, String help, boolean counts, Function<GpuSample, Optional<Double>> value) {
        this(name, help, counts, value, null);
    }

    static GpuFamily gauge(String name, String help, Quantity quantity) {
        return gauge(name, help, quantity, 1);
    }

    /** @param unit how many of the reading's units are one of the metric's */
    static GpuFamily gauge(String name, String help, Quantity quantity, double unit) {
        return new GpuFamily(name, help, false, sample -> told(sample.reading().values(), quantity, unit));
    }

    /** Of memory, of which each part of a divided one has its own. */
    static GpuFamily parted(String name, String help, Quantity quantity, double unit) {
        return new GpuFamily(name, help, false, sample -> told(sample.reading().values(), quantity, unit),
                part -> told(part.values(), quantity, unit));
    }

    static GpuFamily count(String name, String help, Quantity quantity) {
        return new GpuFamily(name, help, true, sample -> told(sample.reading().values(), quantity, 1));
    }

    private static Optional<Double> told(Map<Quantity, Long> values, Quantity quantity, double unit) {
        return Optional.ofNullable(values.get(quantity)).map(value -> value / unit);
    }
}
