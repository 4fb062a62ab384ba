package io.dockmedic.api.doctor.engine;

import io.dockmedic.api.doctor.fact.SocketFile;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.AsServe;
import io.dockmedic.api.doctor.finding.Finding;
import java.util.ArrayList;
import java.util.List;

/** A socket that is there and may not be opened: by whom it may, and how who looks becomes one of them. */
final class ClosedSocket {
    private static final int GROUP_MAY_READ = 3;
    private static final String PROXY = "or a socket proxy that lets through what Dockmedic needs, and no more:"
            + " docs/install.md";
    private static final String AS_ROOT = "or look as root: sudo dockmedic doctor";
    private static final String UNLABELLED = "docker run --security-opt label=disable …";

    private ClosedSocket() {}

    static Finding of(SocketFile socket, Visitor visitor) {
        boolean contained = visitor.contained();
        String there = socket.path() + " is there and " + visitor.words() + " may not open it: ";
        if (visitor.root()) {
            return WayCheck
                    .lost(there + "files' owners and modes do not keep root out, so something else does: SELinux,"
                            + " AppArmor, or users that are mapped to others")
                    .todo(contained
                            ? lines(UNLABELLED + " (SELinux)", "docker run --userns host … (userns-remap)")
                            : lines("sudo ausearch --message avc --start recent", "sudo dmesg | grep -i apparmor"));
        }
        if (socket.seen() != SocketFile.Seen.SOCKET) {
            return WayCheck.lost(there + "a folder on the way is closed to him")
                    .todo(contained
                            ? lines("mount the socket itself: docker run --volume /var/run/docker.sock:" + socket.path()
                                    + " …")
                            : lines("namei --long " + socket.path() + "   shows which", AS_ROOT));
        }
        String what = there + "it is " + socket.owner() + "'s and of the group " + socket.group() + ", "
                + socket.mode();
        return shared(socket)
                ? WayCheck.lost(what).todo(contained ? joinedInside(socket) : joined(socket, visitor))
                : WayCheck.lost(what + ": its owner's alone")
                        .todo(contained
                                ? lines("docker run --user \"$(stat -c %u " + socket.path() + ")\" …", UNLABELLED
                                        + " where SELinux is on")
                                : alone(socket));
    }

    /** Whether there is a group that may be joined for it: root's is no such group. */
    private static boolean shared(SocketFile socket) {
        return socket.mode().startsWith("rw", GROUP_MAY_READ) && !socket.group().equals("root")
                && !socket.group().equals("0");
    }

    private static String[] joinedInside(SocketFile socket) {
        return lines("docker run --group-add \"$(stat -c %g " + socket.path() + ")\" …",
                "and, where SELinux is on: " + UNLABELLED);
    }

    private static String[] joined(SocketFile socket, Visitor visitor) {
        List<String> ways = new ArrayList<>();
        if (AsServe.packaged(visitor.user())) {
            ways.add("the package's unit puts it into that group, and sudo does not: look as the unit does");
            ways.add(AsServe.command(visitor.user()));
        } else {
            ways.add("sudo usermod --append --groups " + socket.group() + " " + visitor.user()
                    + " (from the next login on; the group may do anything on this machine)");
        }
        ways.add(PROXY);
        ways.add(AS_ROOT);
        return ways.toArray(String[]::new);
    }

    private static String[] alone(SocketFile socket) {
        return socket.owner().equals("root") || socket.owner().equals("0")
                ? lines("run Dockmedic as root, or give the socket a group of its own; for Docker: sudo groupadd --system"
                        + " docker, before it is next started", PROXY, AS_ROOT)
                : lines("run Dockmedic as that user: sudo -u " + socket.owner() + " dockmedic doctor", PROXY, AS_ROOT);
    }

    private static String[] lines(String... lines) {
        return lines;
    }
}
