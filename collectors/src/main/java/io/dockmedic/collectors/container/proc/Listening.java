package io.dockmedic.collectors.container.proc;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * At which ports somebody listens in the network of a process: {@code /proc/PID/net/tcp}, {@code tcp6}, {@code udp} and {@code udp6}
 * (proc(5)). Of UDP whatever is bound listens, as far as can be seen. Pure.
 */
public final class Listening {
    private static final String LISTENS = "0A";
    /** Of UDP, which knows no listening. */
    private static final String BOUND = "07";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int HEX = 16;
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String MAPPED = "0000000000000000FFFF0000";

    private Listening() {}

    /**
     * Ports, and whether others than the container itself can reach them.
     *
     * @param tcp both files of TCP, one after the other
     * @param udp both of UDP
     */
    public static Map<Integer, Boolean> at(String tcp, String udp) {
        Map<Integer, Boolean> ports = new HashMap<>();
        enter(tcp, LISTENS, ports);
        enter(udp, BOUND, ports);
        return new TreeMap<>(ports);
    }

    private static void enter(String sockets, String state, Map<Integer, Boolean> ports) {
        sockets.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > STATE && fields[STATE].equals(state))
                .map(fields -> fields[LOCAL].toUpperCase(Locale.ROOT).split(":", -1))
                .filter(place -> place.length == 2 && place[1].matches("[0-9A-F]{4}"))
                .forEach(place -> ports.merge(Integer.parseInt(place[1], HEX), !isLoopback(place[0]),
                        Boolean::logicalOr));
    }

    /** The bytes of an IPv4 address stand in the machine's order: the first one last. */
    private static boolean isLoopback(String address) {
        return address.equals(LOOPBACK_6)
                || ((address.length() == 8 || address.startsWith(MAPPED)) && address.endsWith("7F"));
    }
}
