package io.dockmedic.collectors.exposition;

import java.util.List;
import java.util.function.Function;

/**
 * One gauge of disks and of what is on them.
 *
 * @param labels in the order of a point's values
 * @param points what it says: any number of points
 */
record DiskFamily(String name, String help, List<String> labels, Function<DiskReadings, List<Point>> points) {
    /** One series. */
    record Point(double value, List<String> labels) {
        /** A number without a fraction: exact up to 2^53. */
        static Point of(long value, String... labels) {
            return new Point((double) value, List.of(labels));
        }
    }
}
