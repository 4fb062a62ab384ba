package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.Collections;
import java.util.List;

/** The proxy cannot reach it. */
final class TraefikNetwork {

    static final Check CHECK = new Check("traefik-network", Severity.WARNING,
            "It is meant for Traefik and shares no network with it, or is not on the one that"
                    + " `traefik.docker.network` names: the gateway times out.",
            "`networks: [proxy]` on both", TraefikNetwork::look);

    private static List<Flaw> look(Setup setup, List<Setup> all) {
        ProxySettings proxy = ProxySettings.of(setup);
        List<Setup> proxies = all.stream().filter(ProxySettings::isProxy).toList();
        if (!proxy.routed() || setup.networkMode().equals("host")) {
            return List.of();
        }
        String named = proxy.network();
        if (!named.isEmpty() && setup.networks()
                .stream()
                .noneMatch(on -> on.equals(named) || on.endsWith("_" + named)
                        || named.endsWith("_" + on))) {
            return List.of(Flaw.warning("labels/traefik.docker.network",
                    "traefik.docker.network is " + named + ", and it is not on that network",
                    "networks: [" + named + "]"));
        }
        boolean shared = proxies.isEmpty() || proxies.stream()
                .anyMatch(other -> other.equals(setup) || other.networkMode().equals("host")
                        || !Collections.disjoint(other.networks(), setup.networks()));
        return shared
                ? List.of()
                : List.of(Flaw.warning("networks", "it shares no network with " + proxies.getFirst().service()
                        + ", which is to route to it",
                        "networks: one that " + proxies.getFirst().service() + " is on"));
    }

    private TraefikNetwork() {}
}
