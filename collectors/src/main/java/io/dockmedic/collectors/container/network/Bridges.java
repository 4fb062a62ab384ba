package io.dockmedic.collectors.container.network;

import io.dockmedic.collectors.engine.client.BridgeCalls;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bridges of networks. The engine is asked once of each: a network's driver and bridge stay what they are. */
final class Bridges {
    /** For so long it is not asked again what it did not answer. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final BridgeCalls calls;
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Map<String, Instant> unanswered = new HashMap<>();

    Bridges(BridgeCalls calls) {
        this.calls = calls;
    }

    /** Asks for those that are not known yet, one after the other, and forgets all others. To be used on one context. */
    Future<Void> learn(Set<String> networks, Instant now) {
        known.keySet().retainAll(networks);
        unanswered.keySet().retainAll(networks);
        unanswered.values().removeIf(until -> !now.isBefore(until));
        Future<Void> asked = Future.succeededFuture();
        for (String network : networks) {
            if (!known.containsKey(network) && !unanswered.containsKey(network)) {
                asked = asked.compose(before -> ask(network, now));
            }
        }
        return asked;
    }

    private Future<Void> ask(String network, Instant now) {
        return calls.bridge(network).onSuccess(answer -> {
            if (answer instanceof Done<String>(String bridge)) {
                known.put(network, bridge);
            } else {
                unanswered.put(network, now.plus(AGAIN));
            }
        }).mapEmpty();
    }

    /** Empty where it is not known, or the network has none. Safe for use by several threads. */
    Optional<String> of(String network) {
        return Optional.ofNullable(known.get(network)).filter(bridge -> !bridge.isEmpty());
    }
}
