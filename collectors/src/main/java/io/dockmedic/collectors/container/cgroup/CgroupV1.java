package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.kernel.Table;
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
    private static final String BYTES = "blkio.throttle.io_service_bytes_recursive";
    private static final String OPERATIONS = "blkio.throttle.io_serviced_recursive";

    private final @Nullable GroupFile cpu;
    private final @Nullable GroupFile cpuacct;
    private final @Nullable GroupFile memory;
    private final @Nullable GroupFile pids;
    private final @Nullable GroupFile blkio;
    /** The v2 group of the same name, of a machine that has both: no controller is in it, but its tasks are. */
    private final @Nullable GroupFile unified;
    /** What went to and from disks, as of the last look. */
    private String bytes = "";
    private final Rest rest = new Rest();

    CgroupV1(CgroupMembership member, CgroupMounts mounts, KernelFiles read) {
        this.cpu = files("cpu", member, mounts, read);
        this.cpuacct = files("cpuacct", member, mounts, read);
        this.memory = files("memory", member, mounts, read);
        this.pids = files("pids", member, mounts, read);
        this.blkio = files("blkio", member, mounts, read);
        this.unified = member.alsoUnified()
                ? mounts.unified(member).map(folder -> new GroupFile(folder, read)).orElse(null)
                : null;
    }

    private static @Nullable GroupFile files(
            String controller, CgroupMembership member, CgroupMounts mounts, KernelFiles read) {
        return mounts.folder(controller, member).map(folder -> new GroupFile(folder, read)).orElse(null);
    }

    @Override
    public @Nullable Cpu cpu() {
        OptionalLong usage = cpuacct == null ? OptionalLong.empty() : cpuacct.number("cpuacct.usage");
        if (rest.worked(usage.orElse(-1))) {
            all().forEach(GroupFile::worked);
        }
        if (cpuacct == null || usage.isEmpty()) {
            return null;
        }
        Table stat = new Table(cpuacct.rested("cpuacct.stat"));
        return new Cpu(usage.getAsLong(), stat.number("user").orElse(0) * TICK_NANOS,
                stat.number("system").orElse(0) * TICK_NANOS, cpu == null ? null : quota(cpu));
    }

    private static Cpu.@Nullable Quota quota(GroupFile cpu) {
        OptionalLong quota = KernelFiles.number(cpu.kept("cpu.cfs_quota_us"));
        if (quota.isEmpty() || quota.getAsLong() <= 0) {
            return null;
        }
        Table stat = new Table(cpu.rested("cpu.stat"));
        return new Cpu.Quota(quota.getAsLong(), KernelFiles.number(cpu.kept("cpu.cfs_period_us")).orElse(0),
                stat.number("nr_periods").orElse(0), stat.number("nr_throttled").orElse(0),
                stat.number("throttled_time").orElse(0));
    }

    @Override
    public @Nullable Memory memory() {
        OptionalLong usage = memory == null ? OptionalLong.empty() : memory.number("memory.usage_in_bytes");
        if (memory == null || usage.isEmpty()) {
            return null;
        }
        if (rest.changed(usage.getAsLong())) {
            memory.forget("memory.stat");
        }
        // In the file's order.
        Table stat = new Table(memory.rested("memory.stat"));
        Memory.Faults own = faults(stat, "pgfault", "pgmajfault");
        OptionalLong cache = stat.number("total_cache");
        OptionalLong rss = stat.number("total_rss");
        OptionalLong mapped = stat.number("total_mapped_file");
        OptionalLong swap = stat.number("total_swap");
        Memory.Faults all = faults(stat, "total_pgfault", "total_pgmajfault");
        long idle = stat.number("total_inactive_file").orElse(0);
        return new Memory(
                usage.getAsLong(), Math.max(0, usage.getAsLong() - idle), rss, cache, mapped, swap,
                peak(memory, usage.getAsLong()), KernelFiles.number(memory.kept("memory.kmem.usage_in_bytes")),
                new Memory.Limits(memory.limit("memory.limit_in_bytes"), memory.limit("memory.memsw.limit_in_bytes"),
                        memory.limit("memory.soft_limit_in_bytes")),
                new Memory.Events(new Table(memory.rested("memory.oom_control")).number("oom_kill"),
                        KernelFiles.number(memory.rested("memory.failcnt")), OptionalLong.empty()),
                all, own);
    }

    /** Kept, as it seldom grows; never less than what is used now. */
    private static OptionalLong peak(GroupFile memory, long usage) {
        OptionalLong most = KernelFiles.number(memory.kept("memory.max_usage_in_bytes"));
        return most.isEmpty() ? most : OptionalLong.of(Math.max(most.getAsLong(), usage));
    }

    private static Memory.@Nullable Faults faults(Table stat, String any, String major) {
        return Memory.Faults.of(stat.number(any), stat.number(major));
    }

    @Override
    public @Nullable Tasks tasks() {
        OptionalLong current = pids == null
                ? OptionalLong.empty()
                : KernelFiles.number(pids.rested("pids.current"));
        return pids == null || current.isEmpty()
                ? null
                : new Tasks(current.getAsLong(), pids.limit("pids.max"),
                        new Table(pids.rested("pids.events")).number("max"));
    }

    @Override
    public int[] processes() {
        GroupFile any = memory == null ? cpuacct : memory;
        return any == null ? new int[0] : any.processes();
    }

    /** The kernel keeps none for a v1 group. */
    @Override
    public @Nullable Pressure pressure() {
        return unified == null ? null : Stalls.of(unified);
    }

    /**
     * Lines like {@code 254:0 Read 4096}, in one file for bytes and one for operations. Where no byte went to or fro since
     * the last look, operations without data, such as a flush, are not counted until the next thorough one. What the kernel
     * writes back later is not counted for the group at all.
     */
    @Override
    public List<DiskIo> disks() {
        if (blkio == null) {
            return List.of();
        }
        String now = blkio.rested(BYTES);
        if (!now.equals(bytes)) {
            bytes = now;
            blkio.forget(OPERATIONS);
        }
        Map<String, long[]> devices = new TreeMap<>();
        count(now, 0, devices);
        count(blkio.kept(OPERATIONS), 2, devices);
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

    private static void count(String table, int first, Map<String, long[]> devices) {
        for (String line : table.lines().toList()) {
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
        return Stream.of(cpu, cpuacct, memory, pids, blkio, unified).filter(Objects::nonNull);
    }
}
