package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Container;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of this host labels name in the place of a host: exporters write their container, or the address they ask. */
final class LocalThings implements HostNames.Things {
    /** The engine's own bridge, where nobody has set another network. */
    private static final String DEFAULT = "172.17.";
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern BRIDGE = Pattern.compile("docker0|br-[0-9a-f]{12}");

    private final Containers containers;

    LocalThings(Containers containers) {
        this.containers = containers;
    }

    @Override
    public boolean id(String text) {
        return containers.all().stream().anyMatch(one -> one.container().id().startsWith(text));
    }

    @Override
    public boolean named(String text) {
        return ADDRESS.matcher(text).matches()
                ? text.startsWith(DEFAULT) || onBridge(text)
                : containers.all().stream().anyMatch(one -> isCalled(one.container(), text));
    }

    private static boolean isCalled(Container container, String name) {
        return container.name().equalsIgnoreCase(name) || container.service().name().equalsIgnoreCase(name);
    }

    private static boolean onBridge(String text) {
        int address = number(text);
        try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
            return all.filter(one -> BRIDGE.matcher(one.getName()).matches())
                    .flatMap(one -> one.getInterfaceAddresses().stream())
                    .anyMatch(one -> isIn(one, address));
        } catch (SocketException notSeen) {
            return false;
        }
    }

    private static boolean isIn(InterfaceAddress network, int address) {
        int length = network.getNetworkPrefixLength();
        return network.getAddress() instanceof Inet4Address four && length > 0
                && (ByteBuffer.wrap(four.getAddress()).getInt() ^ address) >>> (Integer.SIZE - length) == 0;
    }

    private static int number(String address) {
        int number = 0;
        for (String part : address.split("\\.", -1)) {
            number = (number << Byte.SIZE) | (Integer.parseInt(part) & 0xff);
        }
        return number;
    }
}
