package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** It sees the host's processes. */
final class HostPid {

    static final Check CHECK = Check.alone("host-pid", Severity.WARNING,
            "It sees all of the host's processes, and their environment where it is root.",
            "`pid:` taken out", HostPid::look);

    private static List<Flaw> look(Setup setup) {
        return setup.pidMode().equals("host")
                ? List.of(Flaw.warning("pid", "it sees all processes of the host", "take pid: host out"))
                : List.of();
    }

    private HostPid() {}
}
