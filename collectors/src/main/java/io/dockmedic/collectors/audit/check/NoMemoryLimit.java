package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** It may use all of the host's memory. */
final class NoMemoryLimit {

    private static final String INSTEAD = "mem_limit: 512m";

    static final Check CHECK = Check.alone("memory-limit-missing", Severity.WARNING,
            "There is no memory limit: a leak takes the whole host down.",
            "`" + INSTEAD + "`, with room above what it uses", NoMemoryLimit::look);

    private static List<Flaw> look(Setup setup) {
        return setup.memoryLimit() > 0
                ? List.of()
                : List.of(Flaw.warning("mem_limit", "no memory limit: a leak takes the host down with it",
                        INSTEAD + ", with room above what it uses"));
    }

    private NoMemoryLimit() {}
}
