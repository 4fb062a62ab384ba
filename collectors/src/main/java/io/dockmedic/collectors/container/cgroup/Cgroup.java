package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Tasks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container's control group. Reads files at each call and blocks for as long; what is gone reads as null. */
public sealed interface Cgroup permits CgroupV1, CgroupV2 {
    /** The group a process is in; empty when this machine shows none of its groups. */
    static Optional<Cgroup> of(CgroupMembership member, CgroupMounts mounts) {
        Optional<Cgroup> old = mounts.folder("memory", member)
                .or(() -> mounts.folder("cpuacct", member))
                .map(found -> new CgroupV1(member, mounts));
        return old.or(() -> mounts.unified(member).map(folder -> new CgroupV2(new GroupFile(folder))));
    }

    @Nullable
    Cpu cpu();

    @Nullable
    Memory memory();

    @Nullable
    Tasks tasks();

    @Nullable
    Pressure pressure();

    List<DiskIo> disks();
}
