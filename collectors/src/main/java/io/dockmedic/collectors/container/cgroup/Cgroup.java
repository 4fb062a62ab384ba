package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Tasks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container's control group. Reads files at each call and blocks for as long, and keeps them open; what is gone reads as
 * null. Limits are read once, and again when they are to be forgotten. So is, of a group that has used no processor time since
 * {@link #cpu} was asked the time before, what only its own work changes: most containers of most hosts sleep, and a file of a line
 * costs some microseconds. For one thread at a time.
 */
public sealed interface Cgroup extends AutoCloseable permits CgroupV1, CgroupV2 {
    /** So many devices are read of one container. */
    int MOST_DISKS = 64;

    /**
     * The group of a container; empty when this machine shows none of its groups.
     *
     * @param member of the whole
     * @param main   of its main process: where the whole has no processes of its own, those there are had
     */
    static Optional<Cgroup> of(CgroupMembership member, CgroupMembership main, CgroupMounts mounts, KernelFiles files) {
        Optional<Cgroup> old = mounts.folder("memory", member)
                .or(() -> mounts.folder("cpuacct", member))
                .map(found -> new CgroupV1(member, mounts, files));
        return old.or(() -> mounts.unified(member)
                .map(folder -> new CgroupV2(new GroupFile(folder, files),
                        new GroupFile(mounts.unified(main).orElse(folder), files))));
    }

    /** To be asked first of a look: from this it is known whether the rest has to be read. */
    @Nullable
    Cpu cpu();

    @Nullable
    Memory memory();

    @Nullable
    Tasks tasks();

    /** The ids of its processes, without those of groups below; empty where the kernel does not say. */
    int[] processes();

    @Nullable
    Pressure pressure();

    List<DiskIo> disks();

    /** Everything is read again when it is next asked for. */
    void forget();

    @Override
    void close();
}
