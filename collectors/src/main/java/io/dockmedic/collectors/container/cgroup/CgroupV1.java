package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for each controller; the numbers are of the group and all below it. */
final class CgroupV1 implements Cgroup {
    /** {@code cpuacct.stat} counts in ticks of {@code USER_HZ}, which is 100 on all architectures that Docker runs on. */
    private static final long TICK_NANOS = 10_000_000;

    private final @Nullable GroupFile cpu;
    private final @Nullable GroupFile cpuacct;
    private final @Nullable GroupFile memory;
    private final @Nullable GroupFile pids;
    private final @Nullable GroupFile blkio;

    CgroupV1(CgroupMembership member, CgroupMounts mounts, KernelFiles read) {
        this.cpu = files("cpu", member, mounts, read);
        this.cpuacct = files("cpuacct", member, mounts, read);
        this.memory = files("memory", member, mounts, read);
        this.pids = files("pids", member, mounts, read);
        this.blkio = files("blkio", member, mounts, read);
    }

    private static @Nullable GroupFile files(
            String controller, CgroupMembership member, CgroupMounts mounts, KernelFiles read) {
        return mounts.folder(controller, member).map(folder -> new GroupFile(folder, read)).orElse(null);
    }

    @Override
    public @Nullable Cpu cpu() {
        OptionalLong usage = cpuacct == null ? OptionalLong.empty() : cpuacct.number("cpuacct.usage");
        if (cpuacct == null || usage.isEmpty()) {
            return null;
        }
        String stat = cpuacct.text("cpuacct.stat");
        return new Cpu(usage.getAsLong(), GroupFile.of(stat, "user").orElse(0) * TICK_NANOS,
                GroupFile.of(stat, "system").orElse(0) * TICK_NANOS, cpu == null ? null : quota(cpu));
    }

    private static Cpu.@Nullable Quota quota(GroupFile cpu) {
        OptionalLong quota = KernelFiles.number(cpu.kept("cpu.cfs_quota_us"));
        if (quota.isEmpty() || quota.getAsLong() <= 0) {
            return null;
        }
        String stat = cpu.text("cpu.stat");
        return new Cpu.Quota(quota.getAsLong(), KernelFiles.number(cpu.kept("cpu.cfs_period_us")).orElse(0),
                GroupFile.of(stat, "nr_periods").orElse(0), GroupFile.of(stat, "nr_throttled").orElse(0),
                GroupFile.of(stat, "throttled_time").orElse(0));
    }

    @Override
    public @Nullable Memory memory() {
        OptionalLong usage = memory == null ? OptionalLong.empty() : memory.number("memory.usage_in_bytes");
        if (memory == null || usage.isEmpty()) {
            return null;
        }
        String stat = memory.text("memory.stat");
        return new Memory(
                usage.getAsLong(),
                Math.max(0, usage.getAsLong() - GroupFile.of(stat, "total_inactive_file").orElse(0)),
                GroupFile.of(stat, "total_rss"),
                GroupFile.of(stat, "total_cache"),
                GroupFile.of(stat, "total_mapped_file"),
                GroupFile.of(stat, "total_swap"),
                memory.number("memory.max_usage_in_bytes"),
                memory.number("memory.kmem.usage_in_bytes"),
                new Memory.Limits(memory.limit("memory.limit_in_bytes"), memory.limit("memory.memsw.limit_in_bytes"),
                        memory.limit("memory.soft_limit_in_bytes")),
                new Memory.Events(GroupFile.of(memory.text("memory.oom_control"), "oom_kill"),
                        memory.number("memory.failcnt"), OptionalLong.empty()),
                faults(stat, "total_pgfault", "total_pgmajfault"),
                faults(stat, "pgfault", "pgmajfault"));
    }

    private static Memory.@Nullable Faults faults(String stat, String any, String major) {
        return Memory.Faults.of(GroupFile.of(stat, any), GroupFile.of(stat, major));
    }

    @Override
    public @Nullable Tasks tasks() {
        OptionalLong current = pids == null ? OptionalLong.empty() : pids.number("pids.current");
        return pids == null || current.isEmpty()
                ? null
                : new Tasks(current.getAsLong(), pids.limit("pids.max"),
                        GroupFile.of(pids.text("pids.events"), "max"));
    }

    @Override
    public int[] processes() {
        GroupFile any = memory == null ? cpuacct : memory;
        return any == null ? new int[0] : any.processes();
    }

    /** The kernel keeps none for a v1 group. */
    @Override
    public @Nullable Pressure pressure() {
        return null;
    }

    /** Lines like {@code 254:0 Read 4096}, in one file for bytes and one for operations. */
    @Override
    public List<DiskIo> disks() {
        if (blkio == null) {
            return List.of();
        }
        Map<String, long[]> devices = new TreeMap<>();
        count("blkio.throttle.io_service_bytes_recursive", 0, devices);
        count("blkio.throttle.io_serviced_recursive", 2, devices);
        List<DiskIo> disks = new ArrayList<>();
        devices.entrySet().stream().limit(MOST_DISKS).forEach(entry -> {
            String device = entry.getKey();
            long[] counts = entry.getValue();
            int colon = device.indexOf(':');
            disks.add(new DiskIo((int) KernelFiles.number(device.substring(0, colon)).orElse(0),
                    (int) KernelFiles.number(device.substring(colon + 1)).orElse(0),
                    counts[0], counts[1], counts[2], counts[3]));
        });
        return disks;
    }

    private void count(String file, int first, Map<String, long[]> devices) {
        for (String line : blkio == null ? List.<String>of() : blkio.text(file).lines().toList()) {
            String[] words = line.split(" ", -1);
            int way = words.length != 3 || words[0].indexOf(':') < 0
                    ? -1
                    : List.of("Read", "Write").indexOf(words[1]);
            if (way >= 0) {
                KernelFiles.number(words[2])
                        .ifPresent(
                                value -> devices.computeIfAbsent(words[0], none -> new long[4])[first + way] = value);
            }
        }
    }

    @Override
    public void forget() {
        all().forEach(GroupFile::forget);
    }

    @Override
    public void close() {
        all().forEach(GroupFile::close);
    }

    private Stream<GroupFile> all() {
        return Stream.of(cpu, cpuacct, memory, pids, blkio).filter(Objects::nonNull);
    }
}
