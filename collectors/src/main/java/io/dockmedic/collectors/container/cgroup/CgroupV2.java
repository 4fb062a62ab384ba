package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.kernel.KernelFiles;
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
    private static final String TOTAL = "total=";

    private final GroupFile files;

    CgroupV2(GroupFile files) {
        this.files = files;
    }

    @Override
    public @Nullable Cpu cpu() {
        String stat = files.text("cpu.stat");
        OptionalLong usage = GroupFile.of(stat, "usage_usec");
        return usage.isEmpty()
                ? null
                : new Cpu(usage.getAsLong() * NANOS, GroupFile.of(stat, "user_usec").orElse(0) * NANOS,
                        GroupFile.of(stat, "system_usec").orElse(0) * NANOS, quota(stat));
    }

    /** {@code 50000 100000}, or {@code max 100000}. */
    private Cpu.@Nullable Quota quota(String stat) {
        String max = files.text("cpu.max");
        OptionalLong quota = KernelFiles.number(max);
        return quota.isEmpty()
                ? null
                : new Cpu.Quota(quota.getAsLong(),
                        KernelFiles.number(max.substring(max.indexOf(' ') + 1)).orElse(0),
                        GroupFile.of(stat, "nr_periods").orElse(0), GroupFile.of(stat, "nr_throttled").orElse(0),
                        GroupFile.of(stat, "throttled_usec").orElse(0) * NANOS);
    }

    @Override
    public @Nullable Memory memory() {
        OptionalLong usage = files.number("memory.current");
        if (usage.isEmpty()) {
            return null;
        }
        String stat = files.text("memory.stat");
        return new Memory(
                usage.getAsLong(),
                Math.max(0, usage.getAsLong() - GroupFile.of(stat, "inactive_file").orElse(0)),
                GroupFile.of(stat, "anon"),
                GroupFile.of(stat, "file"),
                GroupFile.of(stat, "file_mapped"),
                files.number("memory.swap.current"),
                files.number("memory.peak"),
                files.limit("memory.max"),
                GroupFile.of(files.text("memory.events"), "oom_kill"));
    }

    @Override
    public @Nullable Tasks tasks() {
        OptionalLong current = files.number("pids.current");
        return current.isEmpty()
                ? null
                : new Tasks(current.getAsLong(), files.limit("pids.max"),
                        GroupFile.of(files.text("pids.events"), "max"));
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
        String text = files.text(file);
        OptionalLong some = total(text, "some ");
        return some.isEmpty() ? null : new Pressure.Stall(some.getAsLong(), total(text, "full ").orElse(0));
    }

    private static OptionalLong total(String text, String line) {
        int begin = text.indexOf(line);
        int total = begin < 0 ? -1 : text.indexOf(TOTAL, begin);
        return total < 0 ? OptionalLong.empty() : KernelFiles.number(text.substring(total + TOTAL.length()));
    }

    /** {@code 254:0 rbytes=0 wbytes=20971520 rios=0 wios=22 dbytes=0 dios=0}. */
    @Override
    public List<DiskIo> disks() {
        List<DiskIo> disks = new ArrayList<>();
        for (String line : files.text("io.stat").lines().toList()) {
            String[] words = line.split(" ", -1);
            String[] device = words[0].split(":", -1);
            Map<String, Long> numbers = new HashMap<>();
            for (String word : words) {
                int equals = word.indexOf('=');
                if (equals > 0) {
                    KernelFiles.number(word.substring(equals + 1))
                            .ifPresent(value -> numbers.put(word.substring(0, equals), value));
                }
            }
            if (device.length == 2 && !numbers.isEmpty()) {
                disks.add(new DiskIo((int) KernelFiles.number(device[0]).orElse(0),
                        (int) KernelFiles.number(device[1]).orElse(0), numbers.getOrDefault("rbytes", 0L),
                        numbers.getOrDefault("wbytes", 0L), numbers.getOrDefault("rios", 0L),
                        numbers.getOrDefault("wios", 0L)));
            }
        }
        return disks;
    }

    @Override
    public void close() {
        files.close();
    }
}
