package io.dockmedic.collectors.container.proc;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Network.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** The interfaces in {@code /proc/PID/net/dev}, which shows the network of that process (proc(5)). */
public final class NetDev {
    /** What may add interfaces to its network makes no more series than that. */
    private static final int MOST = 64;
    private static final int COLUMNS = 16;
    private static final int SENT = 8;
    /** Of a number. */
    private static final int LONGEST = 20;

    private NetDev() {}

    /** Reads the file's first 64 interfaces; loopback is left out, lines that cannot be read too. */
    public static List<Network> read(String text) {
        List<Network> found = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int colon = line.lastIndexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (found.size() < MOST && !name.isEmpty() && !name.equals("lo")) {
                long[] columns = columns(line.substring(colon + 1));
                if (columns.length >= COLUMNS) {
                    found.add(new Network(name, direction(columns, 0), direction(columns, SENT)));
                }
            }
        }
        return found;
    }

    /** As many as are numbers. */
    private static long[] columns(String text) {
        long[] columns = new long[COLUMNS];
        int found = 0;
        for (int at = word(text, 0); at < text.length() && found < COLUMNS; at = word(text, text.indexOf(' ', at))) {
            OptionalLong number = KernelFiles.number(text.substring(at, Math.min(text.length(), at + LONGEST)));
            if (number.isEmpty()) {
                break;
            }
            columns[found++] = number.getAsLong();
        }
        return Arrays.copyOf(columns, found);
    }

    /** Where the next word begins at or after {@code from}; the end when there is none, or {@code from} is below 0. */
    private static int word(String text, int from) {
        int at = from < 0 ? text.length() : from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static Direction direction(long[] columns, int first) {
        return new Direction(columns[first], columns[first + 1], columns[first + 2], columns[first + 3]);
    }
}
