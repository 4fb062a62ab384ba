package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.host.files.Stat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a user may do with what is mounted what it is mounted for, by its owner and mode alone. Pure. */
final class Fit {
    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int RUN = 1;
    private static final int OWNER_SHIFT = 6;
    private static final int GROUP_SHIFT = 3;
    private static final int ANY_RUN = 0111;

    /** What others need as it is: nobody is to give it away for one container. */
    private static final Pattern OF_THE_SYSTEM = Pattern
            .compile("/|/(?:bin|boot|dev|etc|lib|lib64|proc|run|sbin|sys|usr|var/run)(?:/.*)?|/var");

    private Fit() {}

    /**
     * What it may not, and what to write on the host; empty when nothing speaks against it.
     *
     * @param runs whether the file that is mounted is meant to be run
     */
    static Optional<String> against(Details.Mount mount, Stat.There file, User user, boolean runs) {
        if (runs && !file.folder() && (file.mode() & ANY_RUN) == 0) {
            return Optional.of("Nobody may run " + mount.destination() + ": on the host " + of(mount, file)
                    + ". If that is its program: chmod +x " + quoted(mount.path()) + ".");
        }
        int wanted = READ | (mount.writable() ? WRITE : 0) | (file.folder() ? RUN : 0);
        int has = user.mayAll().test(file.uid()) ? wanted : granted(file, user);
        if ((has & wanted) == wanted) {
            return Optional.empty();
        }
        boolean reads = (has & READ) != 0 && (!file.folder() || (has & RUN) != 0);
        return Optional.of("It runs as " + user.words() + " and may not " + (reads ? "write to " : "read ")
                + mount.destination() + ": on the host " + of(mount, file) + "."
                + (OF_THE_SYSTEM.matcher(mount.path()).matches() ? "" : whose(mount, file, user)));
    }

    private static String whose(Details.Mount mount, Stat.There file, User user) {
        return " If it is to: chown " + user.uid() + ":" + user.gid() + " " + quoted(mount.path())
                + (file.folder() ? " (whose the files in it are was not looked at)." : ".");
    }

    private static String of(Details.Mount mount, Stat.There file) {
        return mount.path() + " belongs to " + file.uid() + ":" + file.gid() + ", mode " + file.octal();
    }

    /** The kernel takes the first that fits: also where another one would be given more. */
    private static int granted(Stat.There file, User user) {
        if (user.uid() == file.uid()) {
            return file.mode() >> OWNER_SHIFT & 7;
        }
        return user.gid() == file.gid() || user.groups().contains(file.gid())
                ? file.mode() >> GROUP_SHIFT & 7
                : file.mode() & 7;
    }

    /** As a shell takes it. */
    private static String quoted(String path) {
        return path.matches("[\\w./@%+=:,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
