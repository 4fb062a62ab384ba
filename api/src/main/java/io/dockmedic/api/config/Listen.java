package io.dockmedic.api.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where HTTP is served.
 *
 * @param host a name or address, IPv6 without brackets
 * @param port 0 means any free one
 */
public record Listen(String host, int port) {
    /** Reads {@code host:port} or {@code [ipv6]:port}; empty when it is neither. */
    public static Optional<Listen> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.contains(":")) {
            return Optional.empty();
        }
        return Numbers.whole(text.substring(colon + 1), 0, 65535)
                .map(port -> new Listen(bracketed ? host.substring(1, host.length() - 1) : host, port));
    }

    /** Whether only this host can reach it. A name other than {@code localhost} counts as reachable: nobody is asked. */
    public boolean loopback() {
        try {
            return host.equalsIgnoreCase("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
