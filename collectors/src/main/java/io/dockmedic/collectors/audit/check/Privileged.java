package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** It is the host. */
final class Privileged {

    static final Check CHECK = Check.alone("privileged", Severity.CRITICAL,
            "It is privileged: who gets into it has the host.",
            "`cap_add:` and `devices:` with what it needs", Privileged::look);

    private static List<Flaw> look(Setup setup) {
        return setup.privileged()
                ? List.of(Flaw.critical("privileged", "privileged: who gets into it has the host",
                        "take privileged out; cap_add: and devices: with what it needs"))
                : List.of();
    }

    private Privileged() {}
}
