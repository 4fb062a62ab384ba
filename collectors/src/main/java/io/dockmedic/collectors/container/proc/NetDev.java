package io.dockmedic.collectors.container.proc;

import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Network.Direction;
import java.util.ArrayList;
import java.util.List;

/** The interfaces in {@code /proc/PID/net/dev}, which shows the network of that process (proc(5)). */
public final class NetDev {
    private static final int COLUMNS = 16;
    private static final int SENT = 8;

    private NetDev() {}

    /** Reads all of the file; the loopback interface is left out, lines that cannot be read too. */
    public static List<Network> read(List<String> lines) {
        List<Network> found = new ArrayList<>();
        for (String line : lines) {
            int colon = line.lastIndexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            String[] columns = line.substring(colon + 1).strip().split("\\s+", -1);
            if (!name.isEmpty() && !name.equals("lo") && columns.length >= COLUMNS) {
                try {
                    found.add(new Network(name, direction(columns, 0), direction(columns, SENT)));
                } catch (NumberFormatException notOfOurs) {
                    // A line of another form says nothing to us.
                }
            }
        }
        return found;
    }

    private static Direction direction(String[] columns, int first) {
        return new Direction(Long.parseLong(columns[first]), Long.parseLong(columns[first + 1]),
                Long.parseLong(columns[first + 2]), Long.parseLong(columns[first + 3]));
    }
}
