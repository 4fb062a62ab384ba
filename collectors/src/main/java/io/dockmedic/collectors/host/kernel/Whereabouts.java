package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.collectors.host.mount.MountEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What belongs to the names in a line: the container of a process, the mount point of a device. Reads {@code /proc}. */
final class Whereabouts {
    /** Whoever named the group, a container's full id is in it: {@code docker-ID.scope}, {@code /docker/ID}. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private final Containers containers;
    private final Path root;

    /** @param root of the machine's files, {@code /} as a rule */
    Whereabouts(Containers containers, Path root) {
        this.containers = containers;
        this.root = root;
    }

    /** @param group the control group that the kernel named; empty when it named none, and the process is asked */
    Victim victim(String process, int pid, String group) {
        String where = group.isEmpty() ? groupOf(pid, process) : group;
        return container(where).map(container -> Victim.in(container, process, pid))
                .orElseGet(() -> Victim.outside(process, pid));
    }

    /** A container may have another engine in it, whose containers we do not know: the innermost that we do. */
    private Optional<Container> container(String group) {
        List<String> ids = ID.matcher(group).results().map(MatchResult::group).toList();
        return ids.reversed()
                .stream()
                .flatMap(id -> containers.find(id).stream())
                .map(Sighting::container)
                .findFirst();
    }

    /** Where we count processes of our own, another one has that number: its name tells. */
    private String groupOf(int pid, String process) {
        Path entry = root.resolve("proc").resolve(Integer.toString(pid));
        try {
            return Files.readString(entry.resolve("comm")).strip().equals(process)
                    ? Files.readString(entry.resolve("cgroup"))
                    : "";
        } catch (IOException gone) {
            return "";
        }
    }

    /** Where a device is mounted, first of all; empty when it is not, or that cannot be seen. */
    String mountpoint(String device) {
        try {
            String number = number(device);
            return Files.readAllLines(root.resolve("proc/self/mountinfo"))
                    .stream()
                    .flatMap(line -> MountEntry.parse(line).stream())
                    .filter(entry -> entry.device().equals(number) || entry.source().equals("/dev/" + device))
                    .map(MountEntry::point)
                    .findFirst()
                    .orElse("");
        } catch (IOException unseen) {
            return "";
        }
    }

    private String number(String device) {
        try {
            return Files.readString(root.resolve("sys/class/block").resolve(device).resolve("dev")).strip();
        } catch (IOException unseen) {
            return "";
        }
    }
}
