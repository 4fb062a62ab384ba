package io.dockmedic.collectors.host.disk;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState.Mount;
import io.dockmedic.collectors.host.mount.MountEntry;
import io.dockmedic.collectors.host.mount.MountTable;
import java.util.Collection;
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

    /**
     * One for each device.
     *
     * @param dataRoot      the engine's, empty when not known or of another machine
     * @param containers    those that do not run are passed over; of no account without a data root
     * @param dataDirectory Dockmedic's own
     */
    static List<Filesystem> of(
            MountTable mounts, String dataRoot, Collection<Sighting> containers, String dataDirectory) {
        Filesystems found = new Filesystems(mounts);
        found.add(dataDirectory, Role.DOCKMEDIC);
        if (!dataRoot.isEmpty()) {
            found.add(dataRoot, Role.ENGINE);
            containers.stream().filter(Sighting::ran).forEach(found::add);
        }
        return found.byDevice.values().stream().map(one -> found.filesystem(one)).toList();
    }

    private void add(Sighting sighting) {
        for (Mount mount : sighting.state().mounts()) {
            switch (mount.type()) {
                case "volume" -> add(mount.source(), Role.VOLUME);
                case "bind" -> add(mount.source(), Role.BIND);
                default -> {
                    // A tmpfs of the container's own, a named pipe: not the host's.
                }
            }
        }
        add(sighting.state().log().path(), Role.LOG);
    }

    private void add(String path, Role role) {
        if (path.startsWith("/")) {
            mounts.of(path)
                    .filter(entry -> !PSEUDO.contains(entry.type()))
                    .ifPresent(entry -> byDevice
                            .computeIfAbsent(entry.device(), any -> new Found(entry, EnumSet.noneOf(Role.class)))
                            .roles()
                            .add(role));
        }
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
