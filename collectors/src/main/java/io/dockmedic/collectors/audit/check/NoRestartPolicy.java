package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** It stays down. */
final class NoRestartPolicy {

    static final Check CHECK = Check.alone("restart-policy-missing", Severity.WARNING,
            "There is no restart policy: it stays down after a failure and after the host restarts.",
            "`restart: unless-stopped`", NoRestartPolicy::look);

    private static List<Flaw> look(Setup setup) {
        return setup.job() || !setup.restartPolicy().equals("no")
                ? List.of()
                : List.of(Flaw.warning("restart",
                        "no restart policy: it stays down after a failure, and after the host restarts",
                        "restart: unless-stopped"));
    }

    private NoRestartPolicy() {}
}
