package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.detail.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a container is reached from here.
 *
 * @param addresses of its own, where its ports are those that it listens at
 * @param published ports of this machine that lead to it; none where they do not lead there from here
 * @param why       it is reached nowhere, for a person; empty when it is
 */
record Places(List<String> addresses, List<Details.Port> published, String why) {
    private static final String LOOPBACK = "127.0.0.1";

    /** @param host with the port there */
    record Place(String host, int port) {}

    Places {
        addresses = List.copyOf(addresses);
        published = List.copyOf(published);
    }

    /** Nowhere. */
    static Places none(String why) {
        return new Places(List.of(), List.of(), why);
    }

    /** Where its own port is, its own address first. */
    List<Place> of(int port) {
        List<Place> places = new ArrayList<>(own(port));
        published.stream()
                .filter(one -> one.inside().equals(port + "/tcp") && one.host() > 0)
                .map(one -> new Place(fromHere(one.address()), one.host()))
                .forEach(places::add);
        return places;
    }

    /**
     * The same without ports of this machine: the engine's proxy takes every connection there, whether anybody listens behind
     * it or not.
     */
    List<Place> own(int port) {
        return addresses.stream().map(address -> new Place(address, port)).toList();
    }

    private static String fromHere(String address) {
        return Stream.of("", "0.0.0.0", "::").anyMatch(address::equals) ? LOOPBACK : address;
    }
}
