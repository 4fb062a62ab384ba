package io.dockmedic.collectors.host.mount;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All mounts at one moment. Finding a path in it asks no file system, so one that hangs does not hang it. Immutable. */
public final class MountTable {
    private final Map<String, MountEntry> byPoint;

    private MountTable(Map<String, MountEntry> byPoint) {
        this.byPoint = byPoint;
    }

    /** Reads lines of mountinfo; those that cannot be read are passed over. Of mounts over each other the last shows. */
    public static MountTable read(List<String> mountinfo) {
        Map<String, MountEntry> byPoint = new LinkedHashMap<>();
        mountinfo.forEach(line -> MountEntry.parse(line).ifPresent(entry -> byPoint.put(entry.point(), entry)));
        return new MountTable(byPoint);
    }

    /**
     * The mount that a path is on.
     *
     * @param path absolute; a symbolic link counts for where the link itself lies
     */
    public Optional<MountEntry> of(String path) {
        String at = path;
        while (!at.isEmpty()) {
            MountEntry found = byPoint.get(at);
            if (found != null) {
                return Optional.of(found);
            }
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
        return Optional.ofNullable(byPoint.get("/"));
    }

    /** All mounts of one file system, in the kernel's order. */
    public List<MountEntry> of(MountEntry sibling) {
        List<MountEntry> same = new ArrayList<>();
        byPoint.values().stream().filter(entry -> entry.device().equals(sibling.device())).forEach(same::add);
        return List.copyOf(same);
    }
}
