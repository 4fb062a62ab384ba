package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** It may do more than a container does. */
final class Capabilities {

    /** With each of them there is a known way out of a container. */
    private static final Set<String> HOST = Set.of("ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE",
            "DAC_READ_SEARCH", "BPF");
    /** They reach beyond the container. */
    private static final Set<String> BEYOND = Set.of("NET_ADMIN", "SYS_BOOT", "SYS_TIME", "SYSLOG", "MAC_ADMIN",
            "MAC_OVERRIDE", "PERFMON", "MKNOD");

    static final Check CHECK = Check.alone("capability-added", Severity.CRITICAL,
            "A capability is added: `ALL`, `SYS_ADMIN`, `SYS_MODULE`, `SYS_RAWIO`, `SYS_PTRACE`, `DAC_READ_SEARCH` and"
                    + " `BPF` are ways to the host, `NET_ADMIN` and others a warning, the rest `info`.",
            "`cap_add:` without it; `cap_drop: [ALL]` and back what it needs", Capabilities::look);

    private static List<Flaw> look(Setup setup) {
        List<Flaw> found = new ArrayList<>();
        setup.capabilities().stream().sorted().forEach(name -> {
            Severity severity = HOST.contains(name)
                    ? Severity.CRITICAL
                    : BEYOND.contains(name) ? Severity.WARNING : Severity.INFO;
            String means = switch (severity) {
                case CRITICAL -> ": a way to the host";
                case WARNING -> ": it reaches beyond the container";
                case INFO -> "";
            };
            found.add(new Flaw(severity, "cap_add/" + name, "capability " + name + " is added" + means,
                    "cap_add: without " + name + ", unless it cannot do without"));
        });
        return found;
    }

    private Capabilities() {}
}
