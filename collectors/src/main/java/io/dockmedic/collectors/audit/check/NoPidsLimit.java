package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** It may start processes without end. */
final class NoPidsLimit {

    static final Check CHECK = Check.alone("pids-limit-missing", Severity.INFO,
            "There is no limit on processes and threads.",
            "`pids_limit: 500`", NoPidsLimit::look);

    private static List<Flaw> look(Setup setup) {
        return setup.pidsLimit() > 0
                ? List.of()
                : List.of(Flaw.info("pids_limit", "no limit on its processes and threads", "pids_limit: 500"));
    }

    private NoPidsLimit() {}
}
