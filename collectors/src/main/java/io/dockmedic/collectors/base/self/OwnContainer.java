package io.dockmedic.collectors.base.self;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container we run in, if we run in one. The engine mounts {@code /etc/hostname} from a directory that is named
 * after the container's id, and {@code /proc/self/mountinfo} shows it whatever the cgroup version and namespace.
 */
public final class OwnContainer {
    private static final Pattern MOUNT = Pattern.compile("/containers/([0-9a-f]{64})/hostname /etc/hostname ");

    private OwnContainer() {}

    /** Its full id; empty outside a container. Reads a file. */
    public static Optional<String> id() {
        try {
            return idIn(Files.readString(Path.of("/proc/self/mountinfo")));
        } catch (IOException noProc) {
            return Optional.empty();
        }
    }

    static Optional<String> idIn(String mountinfo) {
        Matcher mount = MOUNT.matcher(mountinfo);
        return mount.find() ? Optional.of(mount.group(1)) : Optional.empty();
    }
}
