package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.event.Usage;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was used between two readings of one run. A counter that went back says nothing. */
final class Between {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int ALL = 100;

    private final @Nullable Reading before;
    private final Reading now;
    private final Duration over;

    private Between(@Nullable Reading before, Reading now, Duration over) {
        this.before = before;
        this.now = now;
        this.over = over;
    }

    /**
     * @param before null for a run that began since then: its counters began at 0
     * @param over   between the two, or since the run began; more than nothing
     */
    static Usage of(@Nullable Reading before, Reading now, Duration over) {
        return new Between(before, now, over).usage();
    }

    private Usage usage() {
        Cpu.Quota quota = quota(now);
        Memory memory = now.memory();
        Tasks tasks = now.tasks();
        Processes.Descriptors descriptors = now.processes() == null ? null : now.processes().nearest();
        long limit = memory == null ? 0 : memory.limits().memory().orElse(0);
        long workingSet = memory == null ? 0 : memory.workingSet();
        return new Usage(
                over,
                percent(grown(reading -> of(reading.cpu(), Cpu::usageNanos)), over.toNanos()),
                quota == null ? 0 : percent(quota.quotaMicros(), quota.periodMicros()),
                percent(grown(reading -> of(quota(reading), Cpu.Quota::throttledPeriods)),
                        grown(reading -> of(quota(reading), Cpu.Quota::periods))),
                workingSet, limit, percent(workingSet, limit),
                whole(grown(reading -> maybe(reading.memory(), of -> of.events().oomKills()))),
                tasks == null ? 0 : whole(tasks.current()),
                tasks == null ? 0 : whole(tasks.limit().orElse(0)),
                whole(grown(reading -> maybe(reading.tasks(), Tasks::refused))),
                descriptors == null ? 0 : whole(descriptors.open()),
                descriptors == null ? 0 : whole(descriptors.limit()),
                descriptors == null ? 0 : percent(descriptors.open(), descriptors.limit()),
                waited(Pressure::cpu), waited(Pressure::memory), waited(Pressure::io));
    }

    private int waited(Function<Pressure, Pressure.@Nullable Stall> part) {
        long micros = grown(reading -> {
            Pressure pressure = reading.pressure();
            return of(pressure == null ? null : part.apply(pressure), Pressure.Stall::someMicros);
        });
        // The kernel counts a wait until it is asked, which is a moment after the time was taken.
        return Math.min(ALL, percent(micros * NANOS_PER_MICRO, over.toNanos()));
    }

    /** By how much a counter grew; 0 where one of the readings does not have it. */
    private long grown(Function<Reading, OptionalLong> counter) {
        OptionalLong last = counter.apply(now);
        OptionalLong first = before == null ? OptionalLong.of(0) : counter.apply(before);
        return last.isPresent() && first.isPresent() ? Math.max(0, last.getAsLong() - first.getAsLong()) : 0;
    }

    private static Cpu.@Nullable Quota quota(Reading reading) {
        return reading.cpu() == null ? null : reading.cpu().quota();
    }

    private static <T> OptionalLong of(@Nullable T part, Function<T, Long> value) {
        return part == null ? OptionalLong.empty() : OptionalLong.of(value.apply(part));
    }

    private static <T> OptionalLong maybe(@Nullable T part, Function<T, OptionalLong> value) {
        return part == null ? OptionalLong.empty() : value.apply(part);
    }

    private static int percent(long part, long whole) {
        return whole <= 0 ? 0 : whole((long) (ALL * (double) part / whole));
    }

    private static int whole(long value) {
        return Math.clamp(value, 0, Integer.MAX_VALUE);
    }
}
