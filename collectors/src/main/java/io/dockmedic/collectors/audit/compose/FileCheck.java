package io.dockmedic.collectors.audit.compose;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import java.io.IOException;
import java.util.List;

/**
 * One thing that can be wrong with a Compose file as a whole, or with what lies beside it.
 *
 * @param id       stays for ever
 * @param severity the highest it gives
 * @param finds    what is wrong, for the documentation
 * @param instead  what to do, for the documentation
 * @param look     finds it; may read files beside the Compose file
 */
record FileCheck(String id, Severity severity, String finds, String instead, Look look) {
    /** The checks there are. A new one is a file of its own and one entry here. */
    static List<FileCheck> all() {
        return List.of(PortConflict.CHECK, MissingVariable.CHECK, EnvFileMode.CHECK, EnvExample.CHECK);
    }

    /** Looks at one file. */
    interface Look {
        List<Finding> at(Project project) throws IOException;
    }
}
