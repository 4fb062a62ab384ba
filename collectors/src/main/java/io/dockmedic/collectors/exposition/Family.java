package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.sample.Sample;
import java.util.function.BiConsumer;

/**
 * One metric over all containers.
 *
 * @param name   as Prometheus shows it, with {@code _total} for a counter
 * @param help   one line, without a backslash or a quotation mark
 * @param label  beside those that every container has; empty for none
 * @param points what it says of one container: any number of points, none where the kernel does not say
 */
record Family(String name, Type type, String help, String label, BiConsumer<Sample, Points> points) {
    private static final String TOTAL = "_total";

    /** Of its values. */
    enum Type {
        COUNTER, GAUGE
    }

    /** Takes points. */
    interface Points {
        /** @param label value for {@link Family#label}; empty where it has none */
        void add(double value, String label);

        /** A number without a fraction: in protobuf exact up to 2^53. */
        void count(long value, String label);

        /** Of a metric without a label of its own. */
        default void add(double value) {
            add(value, "");
        }

        /** Of a metric without a label of its own. */
        default void count(long value) {
            count(value, "");
        }
    }

    static Family counter(String name, String help, String label, BiConsumer<Sample, Points> points) {
        return new Family(name, Type.COUNTER, help, label, points);
    }

    static Family gauge(String name, String help, BiConsumer<Sample, Points> points) {
        return new Family(name, Type.GAUGE, help, "", points);
    }

    /** Without the suffix of a counter, as OpenMetrics and the library name it. */
    String plain() {
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }
}
