package io.dockmedic.collectors.audit.compose;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two services want one port of the host. */
final class PortConflict {
    private static final Set<String> EVERY = Set.of("", "0.0.0.0", "::");

    static final FileCheck CHECK = new FileCheck("port-conflict", Severity.WARNING,
            "Two services publish the same port of the host: the second one cannot start.",
            "another port before the colon", PortConflict::look);

    private PortConflict() {}

    private record Taken(String service, Port port) {}

    private static List<Finding> look(Project project) {
        List<Taken> taken = new ArrayList<>();
        List<Finding> found = new ArrayList<>();
        for (Setup setup : project.setups()) {
            if (project.optional().contains(setup.service())) {
                continue;
            }
            for (Port port : setup.ports()) {
                taken.stream()
                        .filter(other -> !other.service().equals(setup.service()) && clash(other.port(), port))
                        .findFirst()
                        .ifPresent(other -> found.add(finding(project, setup, port, other)));
                taken.add(new Taken(setup.service(), port));
            }
        }
        return found;
    }

    private static boolean clash(Port one, Port other) {
        return one.host() != 0 && one.host() == other.host() && one.protocol().equals(other.protocol())
                && (EVERY.contains(one.address()) || EVERY.contains(other.address())
                        || one.address().equals(other.address()));
    }

    private static Finding finding(Project project, Setup setup, Port port, Taken other) {
        int line = project.text().line(setup.service(), "ports/" + port.container());
        return new Finding(CHECK.id(), CHECK.severity(), setup.service(),
                "port " + port.host() + " of the host is taken by " + other.service() + ": one of them cannot start",
                "ports: another number before the colon", new Where.InFile(project.shown(), line));
    }
}
