package io.dockmedic.collectors.audit.compose;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Where;
import java.util.List;

/** A variable that nobody sets. */
final class MissingVariable {
    static final FileCheck CHECK = new FileCheck("variable-missing", Severity.WARNING,
            "A variable is used without a default and set neither in `.env` nor in the environment: Compose puts nothing"
                    + " there.",
            "`NAME=…` in `.env`, or `${NAME:-default}`, or `${NAME:?say what it is}`", MissingVariable::look);

    private MissingVariable() {}

    private static List<Finding> look(Project project) {
        return project.needed()
                .entrySet()
                .stream()
                .filter(variable -> !project.known().contains(variable.getKey()))
                .map(variable -> new Finding(CHECK.id(), CHECK.severity(), "",
                        variable.getKey() + " is set neither in .env nor in the environment",
                        variable.getKey() + "=… in .env, or ${" + variable.getKey() + ":-default}",
                        new Where.InFile(project.shown(), variable.getValue())))
                .toList();
    }
}
