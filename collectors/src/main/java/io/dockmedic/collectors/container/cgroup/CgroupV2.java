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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All controllers in one folder. */
final class CgroupV2 implements Cgroup {
    private static final long NANOS = 1_000;

    private final GroupFile files;
    private final GroupFile main;
    private final Rest rest = new Rest();

    /** @param main the group of its main process, the same or below */
    CgroupV2(GroupFile files, GroupFile main) {
        this.files = files;
        this.main = main;
    }

    CgroupV2(GroupFile files) {
        this(files, files);
    }

    @Override
    public @Nullable Cpu cpu() {
        Table stat = new Table(files.text("cpu.stat"));
        OptionalLong usage = stat.number("usage_usec");
        if (rest.worked(usage.orElse(-1))) {
            files.worked();
        }
        return usage.isEmpty()
                ? null
                : new Cpu(usage.getAsLong() * NANOS, stat.number("user_usec").orElse(0) * NANOS,
                        stat.number("system_usec").orElse(0) * NANOS, quota(stat));
    }

    /** {@code 50000 100000}, or {@code max 100000}. */
    private Cpu.@Nullable Quota quota(Table stat) {
        String max = files.kept("cpu.max");
        OptionalLong quota = KernelFiles.number(max);
        return quota.isEmpty()
                ? null
                : new Cpu.Quota(quota.getAsLong(),
                        KernelFiles.number(max.substring(max.indexOf(' ') + 1)).orElse(0),
                        stat.number("nr_periods").orElse(0), stat.number("nr_throttled").orElse(0),
                        stat.number("throttled_usec").orElse(0) * NANOS);
    }

    @Override
    public @Nullable Memory memory() {
        OptionalLong usage = files.number("memory.current");
        if (usage.isEmpty()) {
            return null;
        }
        if (rest.changed(usage.getAsLong())) {
            files.forget("memory.stat");
            files.forget("memory.swap.current");
            files.forget("memory.peak");
        }
        // In the file's order.
        Table stat = new Table(files.rested("memory.stat"));
        Table events = new Table(files.rested("memory.events"));
        OptionalLong anonymous = stat.number("anon");
        OptionalLong cache = stat.number("file");
        OptionalLong kernel = stat.number("kernel");
        OptionalLong mapped = stat.number("file_mapped");
        long idle = stat.number("inactive_file").orElse(0);
        Memory.Faults faults = Memory.Faults.of(stat.number("pgfault"), stat.number("pgmajfault"));
        return new Memory(
                usage.getAsLong(), Math.max(0, usage.getAsLong() - idle), anonymous, cache, mapped,
                KernelFiles.number(files.rested("memory.swap.current")),
                KernelFiles.number(files.rested("memory.peak")), kernel,
                new Memory.Limits(files.limit("memory.max"), files.limit("memory.swap.max"), reservation()),
                new Memory.Events(events.number("oom_kill"), events.number("max"), events.number("high")),
                faults, faults);
    }

    /** What Docker and runc write a reservation to; 0 is what the kernel has without one. */
    private OptionalLong reservation() {
        OptionalLong low = files.limit("memory.low");
        return low.isPresent() && low.getAsLong() == 0 ? OptionalLong.empty() : low;
    }

    @Override
    public @Nullable Tasks tasks() {
        OptionalLong current = KernelFiles.number(files.rested("pids.current"));
        return current.isEmpty()
                ? null
                : new Tasks(current.getAsLong(), files.limit("pids.max"),
                        new Table(files.rested("pids.events")).number("max"));
    }

    @Override
    public int[] processes() {
        int[] own = files.processes();
        return own.length > 0 ? own : main.processes();
    }

    /** Also of one that sleeps: it may be waiting for a disk that does not answer. */
    @Override
    public @Nullable Pressure pressure() {
        return Stalls.of(files);
    }

    /** {@code 254:0 rbytes=0 wbytes=20971520 rios=0 wios=22 dbytes=0 dios=0}. What the kernel writes back while it sleeps is counted. */
    @Override
    public List<DiskIo> disks() {
        String text = files.text("io.stat");
        List<DiskIo> disks = new ArrayList<>();
        for (int begin = 0; begin < text.length();) {
            int end = text.indexOf('\n', begin);
            String line = text.substring(begin, end < 0 ? text.length() : end);
            begin += line.length() + 1;
            int colon = line.indexOf(':');
            if (disks.size() < MOST_DISKS && colon > 0 && line.indexOf('=') > colon) {
                disks.add(new DiskIo((int) KernelFiles.number(line).orElse(0),
                        (int) KernelFiles.number(line.substring(colon + 1)).orElse(0), count(line, " rbytes="),
                        count(line, " wbytes="), count(line, " rios="), count(line, " wios=")));
            }
        }
        return disks;
    }

    private static long count(String line, String name) {
        int at = line.indexOf(name);
        return at < 0 ? 0 : KernelFiles.number(line.substring(at + name.length())).orElse(0);
    }

    @Override
    public void forget() {
        files.forget();
    }

    @Override
    public void close() {
        files.close();
    }
}
