package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All controllers in one folder. */
final class CgroupV2 implements Cgroup {
    private static final long NANOS = 1_000;

    private final GroupFile files;

    CgroupV2(GroupFile files) {
        this.files = files;
    }

    @Override
    public @Nullable Cpu cpu() {
        Map<String, Long> stat = files.table("cpu.stat");
        Long usage = stat.get("usage_usec");
        return usage == null
                ? null
                : new Cpu(usage * NANOS, stat.getOrDefault("user_usec", 0L) * NANOS,
                        stat.getOrDefault("system_usec", 0L) * NANOS, quota(stat));
    }

    private Cpu.@Nullable Quota quota(Map<String, Long> stat) {
        List<String> max = files.lines("cpu.max");
        String[] parts = max.isEmpty() ? new String[0] : max.getFirst().split(" ", -1);
        OptionalLong quota = parts.length == 2 ? GroupFile.number(parts[0]) : OptionalLong.empty();
        return quota.isEmpty()
                ? null
                : new Cpu.Quota(quota.getAsLong(), GroupFile.number(parts[1]).orElse(0),
                        stat.getOrDefault("nr_periods", 0L), stat.getOrDefault("nr_throttled", 0L),
                        stat.getOrDefault("throttled_usec", 0L) * NANOS);
    }

    @Override
    public @Nullable Memory memory() {
        OptionalLong usage = files.number("memory.current", false);
        if (usage.isEmpty()) {
            return null;
        }
        Map<String, Long> stat = files.table("memory.stat");
        Map<String, Long> events = files.table("memory.events");
        return new Memory(
                usage.getAsLong(),
                Math.max(0, usage.getAsLong() - stat.getOrDefault("inactive_file", 0L)),
                stat.getOrDefault("anon", 0L),
                stat.getOrDefault("file", 0L),
                stat.getOrDefault("file_mapped", 0L),
                files.number("memory.swap.current", false).orElse(0),
                files.number("memory.peak", false),
                files.number("memory.max", true),
                of(events, "oom_kill"));
    }

    @Override
    public @Nullable Tasks tasks() {
        OptionalLong current = files.number("pids.current", false);
        return current.isEmpty()
                ? null
                : new Tasks(current.getAsLong(), files.number("pids.max", true), of(files.table("pids.events"), "max"));
    }

    @Override
    public @Nullable Pressure pressure() {
        Pressure.Stall cpu = stall("cpu.pressure");
        Pressure.Stall memory = stall("memory.pressure");
        Pressure.Stall io = stall("io.pressure");
        return cpu == null && memory == null && io == null ? null : new Pressure(cpu, memory, io);
    }

    /** {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=14269952}, and a line for {@code full}. */
    private Pressure.@Nullable Stall stall(String file) {
        Map<String, Long> totals = new HashMap<>();
        for (String line : files.lines(file)) {
            int total = line.indexOf("total=");
            int space = line.indexOf(' ');
            if (total > 0 && space > 0) {
                GroupFile.number(line.substring(total + 6))
                        .ifPresent(micros -> totals.put(line.substring(0, space), micros));
            }
        }
        Long some = totals.get("some");
        return some == null ? null : new Pressure.Stall(some, totals.getOrDefault("full", 0L));
    }

    /** {@code 254:0 rbytes=0 wbytes=20971520 rios=0 wios=22 dbytes=0 dios=0}. */
    @Override
    public List<DiskIo> disks() {
        List<DiskIo> disks = new ArrayList<>();
        for (String line : files.lines("io.stat")) {
            String[] words = line.split(" ", -1);
            String[] device = words[0].split(":", -1);
            Map<String, Long> numbers = new HashMap<>();
            for (String word : words) {
                int equals = word.indexOf('=');
                if (equals > 0) {
                    GroupFile.number(word.substring(equals + 1))
                            .ifPresent(value -> numbers.put(word.substring(0, equals), value));
                }
            }
            if (device.length == 2 && !numbers.isEmpty()) {
                disks.add(new DiskIo((int) GroupFile.number(device[0]).orElse(0),
                        (int) GroupFile.number(device[1]).orElse(0), numbers.getOrDefault("rbytes", 0L),
                        numbers.getOrDefault("wbytes", 0L), numbers.getOrDefault("rios", 0L),
                        numbers.getOrDefault("wios", 0L)));
            }
        }
        return disks;
    }

    private static OptionalLong of(Map<String, Long> table, String name) {
        Long value = table.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
