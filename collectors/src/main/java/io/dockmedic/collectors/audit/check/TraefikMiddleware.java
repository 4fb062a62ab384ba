package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A route through something that is not there. */
final class TraefikMiddleware {

    static final Check CHECK = new Check("traefik-middleware", Severity.WARNING,
            "A router names a middleware that no container defines: Traefik drops the router. One of another provider"
                    + " (`@file`) is not looked at.",
            "the middleware's own labels, or its name with `@file`", TraefikMiddleware::look);

    private static List<Flaw> look(Setup setup, List<Setup> all) {
        Set<String> defined = all.stream()
                .flatMap(one -> ProxySettings.of(one).middlewares().stream())
                .collect(Collectors.toSet());
        List<Flaw> found = new ArrayList<>();
        for (Map.Entry<String, List<String>> router : ProxySettings.of(setup).uses().entrySet()) {
            for (String name : router.getValue()) {
                boolean ours = !name.contains("@") || name.endsWith("@docker");
                if (ours && !defined.contains(name.replaceFirst("@.*", ""))) {
                    found.add(Flaw.warning("labels/" + router.getKey(),
                            "middleware " + name + " is used and nowhere defined: Traefik drops the router",
                            "traefik.http.middlewares." + name + ".…, or " + name + "@file if a file defines it"));
                }
            }
        }
        return found;
    }

    private TraefikMiddleware() {}
}
