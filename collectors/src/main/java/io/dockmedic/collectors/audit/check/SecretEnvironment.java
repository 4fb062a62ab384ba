package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Variable;
import io.dockmedic.collectors.audit.setup.Variable.From;
import io.dockmedic.collectors.audit.setup.Variable.Looks;
import java.util.List;

/** A secret in the environment. */
final class SecretEnvironment {

    static final Check CHECK = Check.alone("secret-environment", Severity.WARNING,
            "A variable looks like a secret, by its name or its value: who may inspect the container or read the file"
                    + " has it. Of a running container it is `info`: whether it came from `.env` cannot be seen.",
            "`secrets:` and `NAME_FILE: /run/secrets/NAME`, or at least `${NAME}` from `.env`",
            SecretEnvironment::look);

    private static List<Flaw> look(Setup setup) {
        return setup.variables()
                .stream()
                .filter(variable -> variable.looks() != Looks.PLAIN)
                .map(SecretEnvironment::flaw)
                .toList();
    }

    private static Flaw flaw(Variable variable) {
        String name = variable.name();
        String how = switch (variable.looks()) {
            case SECRET_BY_NAME, PLAIN -> " is a secret by its name";
            case KNOWN_TOKEN -> " holds a token, a key or a password by its form";
            case RANDOM -> " is as random as a key";
        };
        boolean inFile = variable.from() == From.FILE;
        return new Flaw(inFile ? Severity.WARNING : Severity.INFO, "environment/" + name,
                name + how + (inFile ? ", and stands in the file" : ", and who may inspect the container sees it"),
                name + "_FILE: /run/secrets/" + name + " with secrets:, where the image knows it"
                        + (inFile ? "; else " + name + ": ${" + name + "} from .env" : ""));
    }

    private SecretEnvironment() {}
}
