package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import java.util.Optional;
import java.util.function.Function;

/**
 * One metric of GPUs that shows a number of theirs.
 *
 * @param counts whether it only grows. OpenMetrics has no counter whose name does not end in {@code _total}, so it has
 *               no type
 * @param value  empty where the GPU does not tell
 */
record GpuFamily(String name, String help, boolean counts, Function<GpuSample, Optional<Double>> value) {
    static GpuFamily gauge(String name, String help, Quantity quantity) {
        return gauge(name, help, quantity, 1);
    }

    /** @param unit how many of the reading's units are one of the metric's */
    static GpuFamily gauge(String name, String help, Quantity quantity, double unit) {
        return new GpuFamily(name, help, false, sample -> told(sample.reading(), quantity, unit));
    }

    static GpuFamily count(String name, String help, Quantity quantity) {
        return new GpuFamily(name, help, true, sample -> told(sample.reading(), quantity, 1));
    }

    private static Optional<Double> told(GpuReading reading, Quantity quantity, double unit) {
        return Optional.ofNullable(reading.values().get(quantity)).map(value -> value / unit);
    }
}
