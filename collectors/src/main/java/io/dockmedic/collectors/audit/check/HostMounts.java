package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Mount;
import java.util.List;
import java.util.Set;

/** It can write where the host lives. */
final class HostMounts {

    /** Who writes there owns the host. */
    private static final Set<String> HOST = Set.of("/", "/etc", "/root", "/boot", "/usr", "/bin", "/sbin", "/lib",
            "/lib64", "/dev", "/proc", "/sys", "/var", "/var/lib", "/var/lib/docker", "/var/spool/cron", "/run",
            "/var/run", "/lib/modules");
    private static final Set<String> BELOW = Set.of("/etc/", "/root/", "/boot/", "/usr/bin/", "/usr/sbin/", "/usr/lib/",
            "/bin/", "/sbin/", "/lib/", "/sys/", "/proc/", "/var/lib/docker/", "/var/spool/cron/");
    /** Files of one setting that people mount and that no program takes orders from. */
    private static final Set<String> HARMLESS = Set.of("/etc/localtime", "/etc/timezone");

    static final Check CHECK = Check.alone("host-mount-writable", Severity.CRITICAL,
            "A directory that the host lives from is mounted writable: `/`, `/etc`, `/root`, `/usr`, `/var/lib/docker`"
                    + " and others.",
            "`- /etc/THIS:/etc/THIS:ro`, and only what it needs", HostMounts::look);

    private static List<Flaw> look(Setup setup) {
        return setup.mounts()
                .stream()
                .filter(mount -> mount.isBind() && mount.writable() && isSensitive(plain(mount.source())))
                .map(HostMounts::flaw)
                .toList();
    }

    private static Flaw flaw(Mount mount) {
        return Flaw.critical("volumes/" + mount.target(),
                mount.source() + " of the host is mounted writable: who writes there has the host",
                "- " + mount.source() + ":" + mount.target() + ":ro, or only the part it needs");
    }

    private static boolean isSensitive(String path) {
        return !HARMLESS.contains(path) && !path.endsWith(".sock")
                && (HOST.contains(path) || BELOW.stream().anyMatch(path::startsWith));
    }

    /** Without a slash at its end. */
    static String plain(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private HostMounts() {}
}
