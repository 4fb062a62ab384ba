package io.dockmedic.collectors.base.kafka;

/**
 * Where a broker listens.
 *
 * @param host a name or address, IPv6 without brackets
 */
public record Broker(String host, int port) {
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
