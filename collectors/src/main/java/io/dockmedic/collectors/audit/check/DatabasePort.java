package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import java.util.List;

/** A database that the network reaches. */
final class DatabasePort {

    static final Check CHECK = Check.alone("database-port", Severity.WARNING,
            "A database's port is published: whoever needs it is on its network already. On loopback it is `info`.",
            "`expose` or nothing: services on its network reach it without", DatabasePort::look);

    private static List<Flaw> look(Setup setup) {
        return setup.ports()
                .stream()
                .filter(port -> port.protocol().equals("tcp") && Database.isPort(port.container()))
                .map(DatabasePort::flaw)
                .distinct()
                .toList();
    }

    private static Flaw flaw(Port port) {
        return new Flaw(port.isLocal() ? Severity.INFO : Severity.WARNING, "ports/" + port.container(),
                "a database's port " + port.container() + " is published"
                        + (port.isLocal() ? " to this host" : "; with a weak password it is open"),
                "take it out of ports: services on its network reach it without");
    }

    private DatabasePort() {}
}
