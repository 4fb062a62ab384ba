package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.sample.Sample;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One metric over all containers.
 *
 * @param name   as Prometheus shows it, with {@code _total} for a counter
 * @param labels beside those that every container has
 * @param points what it says of one container: any number of points, none where the kernel does not say
 */
record Family(String name, Type type, String help, List<String> labels, BiConsumer<Sample, Points> points) {
    /** Of its values. */
    enum Type {
        COUNTER, GAUGE
    }

    /** Takes points. */
    @FunctionalInterface
    interface Points {
        /** @param labels values for {@link Family#labels}, in their order */
        void add(double value, String... labels);

        /** A number without a fraction: exact up to 2^53. */
        default void count(long value, String... labels) {
            add((double) value, labels);
        }
    }

    static Family counter(String name, String help, List<String> labels, BiConsumer<Sample, Points> points) {
        return new Family(name, Type.COUNTER, help, labels, points);
    }

    static Family gauge(String name, String help, BiConsumer<Sample, Points> points) {
        return new Family(name, Type.GAUGE, help, List.of(), points);
    }
}
