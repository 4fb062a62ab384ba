package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.host.mount.MountEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the kernel shows control groups on this machine: one tree for each v1 controller, and one for v2. Read from
 * {@code /proc/self/mountinfo} (proc(5)).
 */
public final class CgroupMounts {
    /** @param root the group that is shown at the mount point, other than {@code /} for a mount inside a container */
    private record Mount(Path at, String root) {
        Path of(String path) {
            String below = !root.equals("/") && path.startsWith(root) ? path.substring(root.length()) : path;
            return at.resolve(below.startsWith("/") ? below.substring(1) : below);
        }
    }

    private static final String UNIFIED = "";

    private final Map<String, Mount> byController;

    private CgroupMounts(Map<String, Mount> byController) {
        this.byController = byController;
    }

    /**
     * Reads lines of mountinfo; those of other file systems, and those that cannot be read, are passed over.
     *
     * @param root before each mount point, for a machine's files that are somewhere else; {@code /} as a rule
     */
    public static CgroupMounts read(List<String> mountinfo, Path root) {
        Map<String, Mount> found = new HashMap<>();
        for (String line : mountinfo) {
            MountEntry.parse(line).ifPresent(entry -> {
                Mount mount = new Mount(root.resolve(entry.point().substring(1)), entry.root());
                if (entry.type().equals("cgroup2")) {
                    found.putIfAbsent(UNIFIED, mount);
                } else if (entry.type().equals("cgroup")) {
                    entry.superOptions().forEach(option -> found.putIfAbsent(option, mount));
                }
            });
        }
        return new CgroupMounts(Map.copyOf(found));
    }

    /** The folder of the v1 controller's group; empty when it is not mounted or the process is in none. */
    Optional<Path> folder(String controller, CgroupMembership member) {
        Mount mount = byController.get(controller);
        return mount == null ? Optional.empty() : member.of(controller).map(mount::of);
    }

    /** The folder of the v2 group. */
    Optional<Path> unified(CgroupMembership member) {
        return folder(UNIFIED, member);
    }
}
