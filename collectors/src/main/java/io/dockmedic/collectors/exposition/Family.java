package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.sample.Sample;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One metric over all containers.
 *
 * @param name   as Prometheus shows it, with {@code _total} for a counter
 * @param help   one line, without a backslash or a quotation mark
 * @param labels beside those that every container has
 * @param points what it says of one container: any number of points, none where the kernel does not say
 */
record Family(String name, Type type, String help, List<String> labels, BiConsumer<Sample, Points> points) {
    private static final String TOTAL = "_total";

    /** Of its values. */
    enum Type {
        COUNTER, GAUGE,
        /** Counts, but its name does not end in {@code _total}, and OpenMetrics has no such counter. */
        UNTYPED
    }

    Family {
        labels = List.copyOf(labels);
    }

    /** Takes points. */
    interface Points {
        /** @param labels values for {@link Family#labels}, in their order */
        void add(double value, String... labels);

        /** A number without a fraction: in protobuf exact up to 2^53. */
        void count(long value, String... labels);
    }

    static Family counter(String name, String help, List<String> labels, BiConsumer<Sample, Points> points) {
        return new Family(name, Type.COUNTER, help, labels, points);
    }

    static Family gauge(String name, String help, BiConsumer<Sample, Points> points) {
        return new Family(name, Type.GAUGE, help, List.of(), points);
    }

    static Family untyped(String name, String help, BiConsumer<Sample, Points> points) {
        return new Family(name, Type.UNTYPED, help, List.of(), points);
    }

    /** Without the suffix of a counter, as OpenMetrics and the library name it. */
    String plain() {
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }
}
