package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.collectors.host.mount.MountEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What belongs to the names in a line: the container of a process, the mount point of a device. Reads {@code /proc}.
 */
final class Whereabouts {
    private final Owners owners;
    private final Path root;

    /** @param root of the machine's files, {@code /} as a rule */
    Whereabouts(Containers containers, Path root) {
        this.owners = new Owners(containers, root);
        this.root = root;
    }

    /** @param group the control group that the kernel named; empty when it named none, and the process is asked */
    Victim victim(String process, int pid, String group) {
        String where = group.isEmpty() ? groupOf(pid, process) : group;
        return owners.ofGroup(where)
                .map(container -> Victim.in(container, process, pid))
                .orElseGet(() -> Victim.outside(process, pid));
    }

    /** Where we count processes of our own, another one has that number: its name tells. */
    private String groupOf(int pid, String process) {
        return owners.name(pid).equals(process) ? owners.read(pid, "cgroup") : "";
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
