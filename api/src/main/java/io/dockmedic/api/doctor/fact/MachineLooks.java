package io.dockmedic.api.doctor.fact;

import io.dockmedic.api.security.DataDirectory;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.gpu.access.Reloads;
import io.dockmedic.collectors.host.disk.Statfs;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.host.kernel.DeviceLog;
import io.dockmedic.collectors.host.kernel.KernelLog;
import io.dockmedic.collectors.host.mount.MountEntry;
import io.dockmedic.collectors.host.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at this machine's files. Each blocks, and one at a network file system may for ever.
 *
 * @param root of the machine's files, {@code /} as a rule
 */
record MachineLooks(Path root, Statfs statfs) {
    /** Opens it for reading, and closes it again. */
    KernelLogLook kernelLog() {
        boolean restricted = first("proc/sys/kernel/dmesg_restrict").equals("1");
        try (KernelLog log = DeviceLog.at(root.resolve("dev/kmsg")).open()) {
            log.next();
            return new KernelLogLook("", restricted);
        } catch (IOException closed) {
            return new KernelLogLook(String.valueOf(closed.getMessage()), restricted);
        }
    }

    /** A container is shown neither, unless it was given the folder. */
    ReloadLook reloads() {
        return new ReloadLook(Files.isDirectory(root.resolve("run/systemd/system")), new Reloads(root).seen());
    }

    private String first(String file) {
        try {
            return Files.readString(root.resolve(file)).strip();
        } catch (IOException notThere) {
            return "";
        }
    }

    /** Makes nothing. */
    DataLook data(Path directory) throws IOException {
        boolean there = Files.exists(directory);
        Path at = directory;
        while (!Files.exists(at)) {
            at = Optional.ofNullable(at.getParent()).orElse(Path.of("/"));
        }
        String trouble = "";
        if (there && !Files.isDirectory(directory)) {
            trouble = "it is no folder";
        } else if (there && DataDirectory.isSomebodyElses(directory)) {
            trouble = "others can enter it and it holds files that are not Dockmedic's";
        }
        return new DataLook(there, Files.getOwner(at).getName(), Files.isWritable(at), trouble, room(at));
    }

    private OptionalLong room(Path at) {
        return usage(at.toString()).map(usage -> OptionalLong.of(usage.available())).orElse(OptionalLong.empty());
    }

    private Optional<Usage> usage(String path) {
        try {
            return Optional.of(statfs.read(path));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    /** @param contained whether we are in a container, which has mounts of its own */
    DiskLook disks(String dataRoot, List<Sighting> containers, boolean contained) throws IOException {
        MountTable mounts = MountTable.read(Files.readAllLines(root.resolve("proc/self/mountinfo")));
        List<Sighting> running = containers.stream().filter(Sighting::ran).toList();
        List<String> sources = running.stream()
                .flatMap(one -> one.state().mounts().stream())
                .filter(mount -> mount.type().equals("volume") || mount.type().equals("bind"))
                .map(mount -> mount.source())
                .filter(source -> source.startsWith("/"))
                .distinct()
                .toList();
        List<String> logs = running.stream()
                .map(one -> one.state().log().path())
                .filter(log -> !log.isEmpty())
                .toList();
        boolean shown = !contained || !onRoot(mounts, dataRoot);
        return new DiskLook("", "", dataRoot, usage(shown ? dataRoot : "/"), shown, sources.size(),
                contained ? (int) sources.stream().filter(source -> onRoot(mounts, source)).count() : 0,
                logs.size(), (int) logs.stream().filter(log -> !Files.exists(Path.of(log))).count());
    }

    /** In a container that is what the path would be on, were it there. */
    private static boolean onRoot(MountTable mounts, String path) {
        return mounts.of(path).map(MountEntry::point).filter(point -> !point.equals("/")).isEmpty();
    }
}
