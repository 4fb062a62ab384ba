package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import java.util.List;

/** The proxy's dashboard without a password. */
final class ProxyDashboard {

    private static final int DASHBOARD = 8080;

    static final Check CHECK = Check.alone("proxy-dashboard", Severity.CRITICAL,
            "Traefik's dashboard and API are open (`api.insecure`, or its port 8080 published): they show every route,"
                    + " and the API may tell more. Critical where the port is published to others.",
            "`--api.insecure=false`, and a router for `api@internal` with a password", ProxyDashboard::look);

    private static List<Flaw> look(Setup setup) {
        boolean insecure = setup.proxyOptions().contains("--api.insecure=true");
        boolean published = setup.ports().stream().anyMatch(ProxyDashboard::isDashboard);
        if (!insecure && !(published && isTraefik(setup.image()))) {
            return List.of();
        }
        Severity severity = insecure && published ? Severity.CRITICAL : Severity.WARNING;
        return List.of(new Flaw(severity, insecure ? "command" : "ports/" + DASHBOARD,
                insecure
                        ? "its dashboard and API need no password (api.insecure)"
                                + (published ? ", and port 8080 is published" : "")
                        : "port 8080, its dashboard's, is published",
                "--api.insecure=false, no 8080 under ports, and a router for api@internal with a password"));
    }

    private static boolean isDashboard(Port port) {
        return port.container() == DASHBOARD && !port.isLocal();
    }

    private static boolean isTraefik(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        return name.equals("traefik") || name.startsWith("traefik:") || name.startsWith("traefik@");
    }

    private ProxyDashboard() {}
}
