package io.dockmedic.collectors.host.disk;

import io.dockmedic.collectors.host.mount.MountEntry;
import io.dockmedic.collectors.host.mount.MountTable;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the file systems that matter. Asks none of them anything. */
final class Filesystems {
    /** Those that hold nothing on a disk and cannot run full. */
    private static final Set<String> PSEUDO = Set.of(
            "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs",
            "efivarfs", "fusectl", "hugetlbfs", "mqueue", "nsfs", "proc", "pstore", "ramfs", "rpc_pipefs",
            "securityfs", "selinuxfs", "sysfs", "tracefs");

    private final MountTable mounts;
    private final Map<String, Found> byDevice = new LinkedHashMap<>();

    private record Found(MountEntry entry, EnumSet<Role> roles) {}

    private Filesystems(MountTable mounts) {
        this.mounts = mounts;
    }

    /** One for each device that one of the places is on. */
    static List<Filesystem> of(MountTable mounts, Places places) {
        Filesystems found = new Filesystems(mounts);
        places.roles().forEach(found::add);
        return found.byDevice.values().stream().map(one -> found.filesystem(one)).toList();
    }

    private void add(String path, Set<Role> roles) {
        mounts.of(path)
                .filter(entry -> !PSEUDO.contains(entry.type()))
                .ifPresent(entry -> byDevice
                        .computeIfAbsent(entry.device(), any -> new Found(entry, EnumSet.noneOf(Role.class)))
                        .roles()
                        .addAll(roles));
    }

    private Filesystem filesystem(Found found) {
        List<MountEntry> all = mounts.of(found.entry());
        MountEntry widest = all.stream()
                .min(Comparator.comparingInt((MountEntry entry) -> entry.root().length())
                        .thenComparingInt(entry -> entry.point().length()))
                .orElse(found.entry());
        return new Filesystem(widest.device(), widest.point(), widest.source(), widest.type(), found.roles(),
                turnedReadOnly(all));
    }

    /**
     * Who mounts or remounts for reading only sets it for the mount too; an error sets it for the file system alone.
     * From Linux 6.15 ext4 has a word of its own for that.
     */
    private static boolean turnedReadOnly(List<MountEntry> all) {
        List<String> options = all.getFirst().superOptions();
        return options.contains("emergency_ro")
                || (options.contains("ro") && all.stream().noneMatch(entry -> entry.options().contains("ro")));
    }
}
