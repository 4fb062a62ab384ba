package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The proxy is sent to a port where nothing listens. */
final class TraefikPort {

    static final Check CHECK = Check.alone("traefik-port", Severity.WARNING,
            "The label `loadbalancer.server.port` names a port that the container does not expose, or there is no label"
                    + " and it exposes several: the gateway is bad.",
            "``traefik.http.services.NAME.loadbalancer.server.port: \"80\"``, the port inside the container",
            TraefikPort::look);

    private static List<Flaw> look(Setup setup) {
        ProxySettings proxy = ProxySettings.of(setup);
        if (!proxy.routed() || setup.exposed().isEmpty()) {
            return List.of();
        }
        String exposed = setup.exposed().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        if (proxy.ports().isEmpty()) {
            return setup.exposed().size() == 1
                    ? List.of()
                    : List.of(Flaw.info("labels/traefik.enable",
                            "it exposes " + exposed + ", and no label says which one Traefik is to use",
                            "traefik.http.services.NAME.loadbalancer.server.port: \"PORT\""));
        }
        return proxy.ports()
                .entrySet()
                .stream()
                .filter(port -> setup.exposed().stream().noneMatch(one -> port.getValue().equals(String.valueOf(one))))
                .map(port -> flaw(port, exposed))
                .toList();
    }

    private static Flaw flaw(Map.Entry<String, String> port, String exposed) {
        return Flaw.warning("labels/" + port.getKey(),
                port.getKey() + " is " + port.getValue() + ", and the container exposes " + exposed,
                "the port inside the container, which is not the published one");
    }

    private TraefikPort() {}
}
