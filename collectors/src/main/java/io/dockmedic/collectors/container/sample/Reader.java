package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.cgroup.Cgroup;
import io.dockmedic.collectors.container.cgroup.CgroupMembership;
import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.proc.NetDev;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.view.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads one container from the kernel's files. Blocks for as long as they do; keeps nothing. */
final class Reader {
    private final Path proc;
    private final CgroupMounts mounts;

    /** @param proc where the machine's processes are, {@code /proc} as a rule */
    Reader(Path proc, CgroupMounts mounts) {
        this.proc = proc;
        this.mounts = mounts;
    }

    /** Empty when its process is gone, or its groups cannot be seen from here. */
    Optional<Sample> read(Sighting sighting, Instant now) {
        Path process = proc.resolve(Integer.toString(sighting.state().pid()));
        try {
            CgroupMembership member = CgroupMembership.read(Files.readAllLines(process.resolve("cgroup")));
            // Another process may have its number by now, here or where the engine counts processes of its own.
            if (!member.id().contains(sighting.container().id())) {
                return Optional.empty();
            }
            return Cgroup.of(member, mounts)
                    .map(group -> new Sample(sighting, now, member.id(), new Reading(
                            group.cpu(), group.memory(), group.tasks(), group.pressure(), group.disks(),
                            networks(process))));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<Network> networks(Path process) {
        try {
            return NetDev.read(Files.readAllLines(process.resolve("net/dev")));
        } catch (IOException gone) {
            return List.of();
        }
    }
}
