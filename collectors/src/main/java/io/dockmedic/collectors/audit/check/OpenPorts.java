package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import java.util.List;

/** Everybody reaches it. */
final class OpenPorts {

    static final Check CHECK = Check.alone("port-open-to-all", Severity.WARNING,
            "A port is published without an address: everybody who reaches the host reaches it, past most firewalls.",
            "`ports: [\"127.0.0.1:8080:80\"]`, or the address that is meant", OpenPorts::look);

    private static List<Flaw> look(Setup setup) {
        return setup.ports()
                .stream()
                .filter(OpenPorts::isOpen)
                .map(port -> Flaw.warning("ports/" + port.container(),
                        "port " + port.shown() + " is published on all addresses, past most firewalls",
                        "ports: [\"" + new Port("127.0.0.1", port.host(), port.container(), port.protocol()).shown()
                                + "\"], or the address that is meant"))
                .distinct()
                .toList();
    }

    static boolean isOpen(Port port) {
        return port.address().isEmpty() || port.address().equals("0.0.0.0") || port.address().equals("::")
                || port.address().equals("[::]");
    }

    private OpenPorts() {}
}
