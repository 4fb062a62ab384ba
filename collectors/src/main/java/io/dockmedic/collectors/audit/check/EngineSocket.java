package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Mount;
import io.dockmedic.collectors.base.self.SocketProxies;
import java.util.List;
import java.util.Set;

/** It can start containers, so it has the host. A socket proxy has to have the socket, and no more than that. */
final class EngineSocket {

    private static final Set<String> SOCKETS = Set.of("docker.sock", "podman.sock", "containerd.sock");
    /** The socket is in them. */
    private static final Set<String> AROUND = Set.of("/", "/var", "/var/run", "/run", "/run/podman", "/run/containerd");

    static final Check CHECK = Check.alone("engine-socket", Severity.CRITICAL,
            "The engine's socket is mounted, by itself or in a directory: who gets into it has the host. Read-only does"
                    + " not help. A known socket proxy may have the socket itself.",
            "a socket proxy that allows what it needs", EngineSocket::look);

    private static List<Flaw> look(Setup setup) {
        boolean proxy = SocketProxies.isOne(setup.image());
        return setup.mounts()
                .stream()
                .filter(mount -> proxy ? isAround(mount) : isSocket(mount) || isAround(mount))
                .map(EngineSocket::flaw)
                .toList();
    }

    private static boolean isSocket(Mount mount) {
        return mount.isBind() && SOCKETS.contains(mount.source().substring(mount.source().lastIndexOf('/') + 1));
    }

    private static boolean isAround(Mount mount) {
        return mount.isBind() && AROUND.contains(HostMounts.plain(mount.source()));
    }

    private static Flaw flaw(Mount mount) {
        return Flaw.critical("volumes/" + mount.target(),
                mount.source() + " is mounted, and with it the engine's socket: who gets into it has the host,"
                        + " read-only or not",
                "take it out, or put a socket proxy between that allows what it needs");
    }

    private EngineSocket() {}
}
