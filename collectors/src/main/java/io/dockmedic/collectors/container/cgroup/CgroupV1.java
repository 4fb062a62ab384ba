package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
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

    CgroupV1(CgroupMembership member, CgroupMounts mounts) {
        this.cpu = files("cpu", member, mounts);
        this.cpuacct = files("cpuacct", member, mounts);
        this.memory = files("memory", member, mounts);
        this.pids = files("pids", member, mounts);
        this.blkio = files("blkio", member, mounts);
    }

    private static @Nullable GroupFile files(String controller, CgroupMembership member, CgroupMounts mounts) {
        return mounts.folder(controller, member).map(GroupFile::new).orElse(null);
    }

    @Override
    public @Nullable Cpu cpu() {
        OptionalLong usage = cpuacct == null ? OptionalLong.empty() : cpuacct.number("cpuacct.usage", false);
        if (cpuacct == null || usage.isEmpty()) {
            return null;
        }
        Map<String, Long> stat = cpuacct.table("cpuacct.stat");
        return new Cpu(usage.getAsLong(), stat.getOrDefault("user", 0L) * TICK_NANOS,
                stat.getOrDefault("system", 0L) * TICK_NANOS, cpu == null ? null : quota(cpu));
    }

    private static Cpu.@Nullable Quota quota(GroupFile cpu) {
        OptionalLong quota = cpu.number("cpu.cfs_quota_us", false);
        if (quota.isEmpty() || quota.getAsLong() <= 0) {
            return null;
        }
        Map<String, Long> stat = cpu.table("cpu.stat");
        return new Cpu.Quota(quota.getAsLong(), cpu.number("cpu.cfs_period_us", false).orElse(0),
                stat.getOrDefault("nr_periods", 0L), stat.getOrDefault("nr_throttled", 0L),
                stat.getOrDefault("throttled_time", 0L));
    }

    @Override
    public @Nullable Memory memory() {
        OptionalLong usage = memory == null ? OptionalLong.empty() : memory.number("memory.usage_in_bytes", false);
        if (memory == null || usage.isEmpty()) {
            return null;
        }
        Map<String, Long> stat = memory.table("memory.stat");
        Long kills = memory.table("memory.oom_control").get("oom_kill");
        return new Memory(
                usage.getAsLong(),
                Math.max(0, usage.getAsLong() - stat.getOrDefault("total_inactive_file", 0L)),
                stat.getOrDefault("total_rss", 0L),
                stat.getOrDefault("total_cache", 0L),
                stat.getOrDefault("total_mapped_file", 0L),
                stat.getOrDefault("total_swap", 0L),
                memory.number("memory.max_usage_in_bytes", false),
                memory.number("memory.limit_in_bytes", true),
                kills == null ? OptionalLong.empty() : OptionalLong.of(kills));
    }

    @Override
    public @Nullable Tasks tasks() {
        OptionalLong current = pids == null ? OptionalLong.empty() : pids.number("pids.current", false);
        if (pids == null || current.isEmpty()) {
            return null;
        }
        Long refused = pids.table("pids.events").get("max");
        return new Tasks(current.getAsLong(), pids.number("pids.max", true),
                refused == null ? OptionalLong.empty() : OptionalLong.of(refused));
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
        devices.forEach((device, counts) -> {
            int colon = device.indexOf(':');
            disks.add(new DiskIo((int) GroupFile.number(device.substring(0, colon)).orElse(0),
                    (int) GroupFile.number(device.substring(colon + 1)).orElse(0),
                    counts[0], counts[1], counts[2], counts[3]));
        });
        return disks;
    }

    private void count(String file, int first, Map<String, long[]> devices) {
        for (String line : blkio == null ? List.<String>of() : blkio.lines(file)) {
            String[] words = line.split(" ", -1);
            int way = words.length != 3 || words[0].indexOf(':') < 0
                    ? -1
                    : List.of("Read", "Write").indexOf(words[1]);
            if (way >= 0) {
                GroupFile.number(words[2])
                        .ifPresent(
                                value -> devices.computeIfAbsent(words[0], none -> new long[4])[first + way] = value);
            }
        }
    }
}
