package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** Its own files can be changed. */
final class WritableRoot {

    static final Check CHECK = Check.alone("root-filesystem-writable", Severity.INFO,
            "Its root filesystem is writable: who gets in can change the program.",
            "`read_only: true` and `tmpfs: [/tmp]`", WritableRoot::look);

    private static List<Flaw> look(Setup setup) {
        return setup.readOnlyRoot()
                ? List.of()
                : List.of(Flaw.info("read_only", "its root filesystem is writable",
                        "read_only: true, and tmpfs: [/tmp] where it writes"));
    }

    private WritableRoot() {}
}
