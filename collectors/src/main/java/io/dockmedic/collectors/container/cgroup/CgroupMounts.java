package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.host.mount.MountEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the kernel shows control groups on this machine: one tree for each v1 controller, and one for v2. Read from
 * {@code /proc/self/mountinfo} (proc(5)).
 */
public final class CgroupMounts {
    /** @param root the group that is shown at the mount point, other than {@code /} for a mount inside a container */
    private record Mount(Path at, String root) {
        Optional<Path> of(String path) {
            if (path.startsWith(UP)) {
                return outside(path);
            }
            String below = !root.equals("/") && path.startsWith(root) ? path.substring(root.length()) : path;
            return Optional.of(at.resolve(below.startsWith("/") ? below.substring(1) : below));
        }

        /**
         * Of a group that is not below our own, which is where all names begin in a namespace of our own: it is {@code /../b},
         * and the mount may begin further up, at {@code /../..}. What is between the two we are not told: whichever group there
         * has one of that name.
         */
        private Optional<Path> outside(String path) {
            int up = ups(path);
            int between = ups(root) - up;
            String rest = path.substring(up * UP.length());
            return between < 0 || rest.isEmpty() ? Optional.empty() : below(at, between, rest.substring(1));
        }

        private static int ups(String path) {
            int ups = 0;
            while (path.startsWith(UP, ups * UP.length())) {
                ups++;
            }
            return ups;
        }

        private static Optional<Path> below(Path folder, int depth, String name) {
            if (depth == 0) {
                return Optional.of(folder.resolve(name)).filter(Files::isDirectory);
            }
            try (Stream<Path> groups = Files.list(folder)) {
                return groups.filter(Files::isDirectory)
                        .flatMap(one -> below(one, depth - 1, name).stream())
                        .findFirst();
            } catch (IOException | UncheckedIOException gone) {
                return Optional.empty();
            }
        }
    }

    /** Out of our own group. */
    private static final String UP = "/..";

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
        return mount == null ? Optional.empty() : member.of(controller).flatMap(mount::of);
    }

    /** {@link CgroupMembership#id}, as the machine names the group also where a namespace of our own has another name for it. */
    public String id(CgroupMembership member) {
        String id = member.id();
        return id.startsWith(UP)
                ? Stream.of("memory", UNIFIED)
                        .flatMap(controller -> folder(controller, member)
                                .map(folder -> "/" + Objects.requireNonNull(byController.get(controller))
                                        .at()
                                        .relativize(folder))
                                .stream())
                        .findFirst()
                        .orElse(id)
                : id;
    }

    /** The folder of the v2 group. */
    Optional<Path> unified(CgroupMembership member) {
        return folder(UNIFIED, member);
    }
}
