package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.detail.Details;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds where a container is reached from here. An address on another machine may be another container's on this one, and so
 * may one on a network that we are not on: there nothing is asked, for the answer could be anybody's.
 */
final class Reach {
    private static final String MODE = "network mode";
    private static final String SHARES = "container:";
    private static final String HOST = "host";
    private static final List<String> LOOPBACK = List.of("127.0.0.1");

    private final DetailCalls details;
    private final Vantage vantage;

    Reach(DetailCalls details, Vantage vantage) {
        this.details = details;
        this.vantage = vantage;
    }

    /** The future never fails. */
    Future<Places> of(String container) {
        return details.details(container)
                .compose(result -> result instanceof CallResult.Done<Details>(Details found)
                        ? whoseNetwork(found)
                        : Future.succeededFuture(Places.none("it could not be looked at")));
    }

    /** What shares another's network is reached where that one is. */
    private Future<Places> whoseNetwork(Details found) {
        String mode = mode(found);
        return mode.startsWith(SHARES)
                ? details.details(mode.substring(SHARES.length()))
                        .compose(result -> result instanceof CallResult.Done<Details>(Details other)
                                ? fromHere(other)
                                : Future.succeededFuture(
                                        Places.none("the container whose network it shares could not be looked at")))
                : fromHere(found);
    }

    private Future<Places> fromHere(Details found) {
        if (vantage.container().isEmpty()) {
            return fromTheMachine(found);
        }
        return details.details(vantage.container().get())
                .compose(result -> result instanceof CallResult.Done<Details>(Details ours) && !mode(ours).equals(HOST)
                        ? Future.succeededFuture(fromBeside(found, ours))
                        : fromTheMachine(found));
    }

    private Future<Places> fromTheMachine(Details found) {
        return vantage.afar().get().map(afar -> {
            if (!afar.isEmpty()) {
                return Places.none(afar);
            }
            return mode(found).equals(HOST)
                    ? new Places(LOOPBACK, List.of(), "")
                    : known(new Places(addresses(found, names(found)), found.ports(), ""));
        });
    }

    /** The engine lets containers speak to each other on the networks that they have in common. */
    private static Places fromBeside(Details found, Details ours) {
        Set<String> common = new HashSet<>(names(found));
        common.retainAll(names(ours));
        return common.isEmpty()
                ? Places.none("Dockmedic runs in a container that is on none of its networks")
                : known(new Places(addresses(found, common), List.of(), ""));
    }

    private static Places known(Places places) {
        return places.addresses().isEmpty() && places.published().isEmpty()
                ? Places.none("it has no address on any network")
                : places;
    }

    private static List<String> addresses(Details found, Set<String> networks) {
        return found.networks()
                .stream()
                .filter(network -> networks.contains(network.name()) && !network.address().isEmpty())
                .map(Details.Network::address)
                .toList();
    }

    private static Set<String> names(Details found) {
        return found.networks().stream().map(Details.Network::name).collect(Collectors.toSet());
    }

    private static String mode(Details found) {
        return found.settings().getOrDefault(MODE, "");
    }
}
