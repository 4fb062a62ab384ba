package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** It shares the host's network. */
final class HostNetwork {

    static final Check CHECK = Check.alone("host-network", Severity.WARNING,
            "It is on the host's network: it reaches every local service, and every port it opens is the host's.",
            "`networks:` and `ports:` with what it serves", HostNetwork::look);

    private static List<Flaw> look(Setup setup) {
        return setup.networkMode().equals("host")
                ? List.of(Flaw.warning("network_mode",
                        "on the host's network: it reaches every local service, and what it opens is the host's",
                        "take network_mode out; ports: with what it serves"))
                : List.of();
    }

    private HostNetwork() {}
}
