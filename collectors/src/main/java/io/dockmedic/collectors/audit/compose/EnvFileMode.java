package io.dockmedic.collectors.audit.compose;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.secret.SecretLooks;
import io.dockmedic.collectors.audit.setup.Variable.Looks;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Secrets in a file that others may read. */
final class EnvFileMode {
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    static final FileCheck CHECK = new FileCheck("env-file-mode", Severity.WARNING,
            "`.env`, or a file that `env_file` names, holds what looks like a secret, and its group or everybody may read"
                    + " or write it.",
            "`chmod 600 .env`", EnvFileMode::look);

    private EnvFileMode() {}

    private static List<Finding> look(Project project) throws IOException {
        List<Finding> found = new ArrayList<>();
        for (Path file : project.envFiles()) {
            FileStore store = Files.getFileStore(file);
            if (store.supportsFileAttributeView("posix")
                    && !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS) && holdsSecrets(file)) {
                String shown = project.folder().relativize(file).toString();
                found.add(new Finding(CHECK.id(), CHECK.severity(), "",
                        shown + " holds secrets, and others on this machine may read or write it",
                        "chmod 600 " + shown, new Where.InFile(file.toString(), 1)));
            }
        }
        return found;
    }

    private static boolean holdsSecrets(Path file) throws IOException {
        return DotEnv.read(file)
                .entrySet()
                .stream()
                .anyMatch(one -> SecretLooks.of(one.getKey(), one.getValue()) != Looks.PLAIN);
    }
}
