package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Clock;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether an address is of this machine. Looked at again after a minute, for addresses move. To be asked of few, for all are remembered,
 * and on one context.
 */
final class OwnAddresses {
    private static final long GOOD_FOR = Duration.ofMinutes(1).toNanos();

    private final Clock clock;
    private final Map<InetAddress, Looked> known = new HashMap<>();

    private record Looked(boolean own, long at) {}

    OwnAddresses(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is; also when that cannot be found out. */
    boolean have(InetAddress address) {
        long now = clock.nanos();
        Looked before = known.get(address);
        if (before != null && now - before.at() < GOOD_FOR) {
            return before.own();
        }
        boolean own = look(address);
        known.put(address, new Looked(own, now));
        return own;
    }

    private static boolean look(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }
}
