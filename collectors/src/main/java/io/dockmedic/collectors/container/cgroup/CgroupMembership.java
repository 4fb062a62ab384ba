package io.dockmedic.collectors.container.cgroup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In which groups a process is: the lines of {@code /proc/PID/cgroup} (cgroups(7)), whoever named the groups. */
public final class CgroupMembership {
    private final Map<String, String> paths;

    private CgroupMembership(Map<String, String> paths) {
        this.paths = paths;
    }

    /** Reads {@code hierarchy:controllers:path} lines; the v2 line names no controller. */
    public static CgroupMembership read(List<String> lines) {
        Map<String, String> paths = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                for (String controller : parts[1].split(",", -1)) {
                    paths.put(controller, parts[2]);
                }
            }
        }
        return new CgroupMembership(Map.copyOf(paths));
    }

    /**
     * In which groups the whole container is, when the process is in one that was made inside: {@code libpod-ID.scope/container},
     * which Podman makes, {@code init.scope} of a systemd in the container. Limits are on the whole.
     *
     * @param container its id, which is in the name of its group
     */
    public CgroupMembership ofWhole(String container) {
        Map<String, String> whole = new HashMap<>();
        paths.forEach((controller, path) -> {
            int named = path.lastIndexOf(container);
            int end = named < 0 ? -1 : path.indexOf('/', named);
            whole.put(controller, end < 0 ? path : path.substring(0, end));
        });
        return new CgroupMembership(Map.copyOf(whole));
    }

    /** The group's path under this controller; the empty name means v2. */
    Optional<String> of(String controller) {
        return Optional.ofNullable(paths.get(controller));
    }

    /**
     * Whether the process is in a v2 group of the same name as its v1 groups, as runc makes one on a machine that has both
     * trees mounted. Else its v2 group may be that of many others, the engine's for instance.
     */
    boolean alsoUnified() {
        String path = paths.getOrDefault("", "");
        return path.length() > 1 && path.equals(paths.get("memory"));
    }

    /** As cAdvisor names a container's group: where its memory is accounted. */
    public String id() {
        String memory = paths.getOrDefault("memory", "");
        return memory.isEmpty() ? paths.getOrDefault("", "") : memory;
    }
}
