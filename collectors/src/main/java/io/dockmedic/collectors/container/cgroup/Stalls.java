package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Pressure;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A v2 group's files of pressure. The kernel keeps them for each group, whichever controllers are on. */
final class Stalls {
    private static final String TOTAL = "total=";

    private Stalls() {}

    /** Null where the kernel keeps none. */
    static @Nullable Pressure of(GroupFile files) {
        Pressure.Stall cpu = stall(files.text("cpu.pressure"));
        Pressure.Stall memory = stall(files.text("memory.pressure"));
        Pressure.Stall io = stall(files.text("io.pressure"));
        return cpu == null && memory == null && io == null ? null : new Pressure(cpu, memory, io);
    }

    /** {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=14269952}, and a line for {@code full}. */
    private static Pressure.@Nullable Stall stall(String text) {
        OptionalLong some = total(text, "some ");
        return some.isEmpty() ? null : new Pressure.Stall(some.getAsLong(), total(text, "full ").orElse(0));
    }

    private static OptionalLong total(String text, String line) {
        int begin = text.indexOf(line);
        int total = begin < 0 ? -1 : text.indexOf(TOTAL, begin);
        return total < 0 ? OptionalLong.empty() : KernelFiles.number(text.substring(total + TOTAL.length()));
    }
}
