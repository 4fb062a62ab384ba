package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.base.time.Clock;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The networks of this host's own bridges of the engine. Looked for at most once a minute: where there are hundreds of containers
 * the kernel's list is long, and alerts come in storms. May be asked from any thread.
 */
final class Bridges {
    private static final Pattern NAME = Pattern.compile("docker0|br-[0-9a-f]{12}");
    private static final long GOOD_FOR = Duration.ofMinutes(1).toNanos();

    private final Clock clock;
    private final Kernel kernel;
    private volatile @Nullable Looked looked;

    /** Who knows them. */
    @FunctionalInterface
    interface Kernel {
        List<Network> networks() throws SocketException;
    }

    /** @param length of its prefix, 1 to 32 */
    record Network(int address, int length) {
        private boolean has(int other) {
            return (address ^ other) >>> (Integer.SIZE - length) == 0;
        }
    }

    private record Looked(List<Network> networks, long at) {}

    Bridges(Clock clock) {
        this(clock, Bridges::look);
    }

    Bridges(Clock clock, Kernel kernel) {
        this.clock = clock;
        this.kernel = kernel;
    }

    /** @param address of version 4, in its usual form */
    boolean have(String address) {
        int number = number(address);
        return networks().stream().anyMatch(network -> network.has(number));
    }

    private List<Network> networks() {
        Looked before = looked;
        long now = clock.nanos();
        if (before != null && now - before.at() < GOOD_FOR) {
            return before.networks();
        }
        List<Network> networks;
        try {
            networks = kernel.networks();
        } catch (SocketException notSeen) {
            networks = before == null ? List.of() : before.networks();
        }
        looked = new Looked(networks, now);
        return networks;
    }

    private static List<Network> look() throws SocketException {
        try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
            return all.filter(one -> NAME.matcher(one.getName()).matches())
                    .flatMap(one -> one.getInterfaceAddresses().stream())
                    .filter(one -> one.getAddress() instanceof Inet4Address && one.getNetworkPrefixLength() > 0)
                    .map(one -> new Network(ByteBuffer.wrap(one.getAddress().getAddress()).getInt(),
                            one.getNetworkPrefixLength()))
                    .toList();
        }
    }

    private static int number(String address) {
        int number = 0;
        for (String part : address.split("\\.", -1)) {
            number = (number << Byte.SIZE) | (Integer.parseInt(part) & 0xff);
        }
        return number;
    }
}
