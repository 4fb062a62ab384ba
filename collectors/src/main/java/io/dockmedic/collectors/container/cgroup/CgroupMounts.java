package io.dockmedic.collectors.container.cgroup;

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
            String[] halves = line.split(" - ", 2);
            String[] where = halves[0].split(" ", -1);
            String[] what = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
            if (where.length < 5 || what.length < 3) {
                continue;
            }
            Mount mount = new Mount(root.resolve(unescaped(where[4]).substring(1)), unescaped(where[3]));
            if (what[0].equals("cgroup2")) {
                found.putIfAbsent(UNIFIED, mount);
            } else if (what[0].equals("cgroup")) {
                for (String option : what[2].split(",", -1)) {
                    found.putIfAbsent(option, mount);
                }
            }
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

    /** Mount points are written with spaces and the like in octal. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }
}
