package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** Meant for the proxy, but without a route. */
final class TraefikRule {

    static final Check CHECK = Check.alone("traefik-no-rule", Severity.WARNING,
            "`traefik.enable=true` without a router's rule: Traefik makes a name up from the container's.",
            "``traefik.http.routers.NAME.rule: Host(`app.example.org`)``", TraefikRule::look);

    private static List<Flaw> look(Setup setup) {
        ProxySettings proxy = ProxySettings.of(setup);
        return proxy.enabled() && proxy.rules().isEmpty() && proxy.udp().isEmpty()
                ? List.of(Flaw.warning("labels/traefik.enable", "enabled for Traefik, but no router has a rule",
                        "traefik.http.routers.NAME.rule: Host(`app.example.org`)"))
                : List.of();
    }

    private TraefikRule() {}
}
