package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of a GPU each of its processes took since they were asked for before. The driver tells only of those that took
 * something, and looks once in a while only: who asks again at once, as after a fault, is told of none. So what was told of a process
 * holds for {@link #KEPT}. A divided GPU tells of none. What is above a hundred percent, or of process 0, is an answer that no GPU means: it is
 * left out. Asked for only where something uses the GPU. For one GPU and one thread.
 */
final class ProcessLoad {
    /** As many as the driver keeps: some ask for room for all of them, however few they then tell. */
    private static final int FIRST = 128;
    private static final int MOST = 8192;
    private static final long INFO_SIZE = 24;
    private static final int INFO_VERSION = (int) INFO_SIZE | 1 << 24;
    private static final long INFO_COUNT = 4;
    private static final long INFO_SINCE = 8;
    private static final long INFO_ENTRIES = 16;
    private static final long HUNDRED = 100;
    /** Longer than the driver takes from one look at them to the next, and shorter than we do. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** Our clock and the driver's are not further apart, but where one of them was set. */
    private static final Duration APART = Duration.ofSeconds(2);

    private static final Shape TODAYS = new Shape(NvmlFunction.PROCESSES_UTILIZATION, 40, 0, 8, 12, 16);
    private static final Shape OLD = new Shape(NvmlFunction.PROCESS_UTILIZATION, 32, 8, 0, 16, 20);

    private final Clock clock;
    /** What was told last of each, and when it was. */
    private final Map<Integer, Kept> kept = new HashMap<>();
    /** Of the last that was told, in microseconds of the driver's clock, the wall's; 0 for all that the driver has kept. */
    private long since;

    /** Where in an entry is what, of so many bytes. */
    private record Shape(NvmlFunction function, long size, long time, long pid, long compute, long traffic) {}

    private record Load(long time, int compute, int traffic) {}

    private record Kept(Load load, Instant until) {}

    ProcessLoad(Clock clock) {
        this.clock = clock;
    }

    /** What was told of another GPU, or by a driver that was loaded before, says nothing of this one. */
    void forget() {
        since = 0;
        kept.clear();
    }

    /** The same processes, each with what it took; as they are where that is not told. */
    List<GpuProcess> read(Asking gpu, long handle, Arena memory, List<GpuProcess> processes) throws NvmlException {
        if (processes.isEmpty()) {
            return processes;
        }
        Instant now = clock.now();
        if (since > micros(now.plus(APART))) {
            since = 0;
        }
        Set<Integer> pids = processes.stream().map(GpuProcess::pid).collect(Collectors.toSet());
        Optional<Map<Integer, Load>> told = told(gpu, handle, memory, TODAYS, pids);
        if (told.isEmpty() && !gpu.has(TODAYS.function())) {
            told = told(gpu, handle, memory, OLD, pids);
        }
        return told.map(loads -> {
            keep(loads, pids, now);
            return processes.stream().map(process -> with(process, kept.get(process.pid()))).toList();
        }).orElse(processes);
    }

    /** As the driver counts. What it told of before the clock was set back would be later than all that it tells from then on. */
    private long micros(Instant own) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.shown(own));
    }

    private void keep(Map<Integer, Load> told, Set<Integer> pids, Instant now) {
        kept.entrySet().removeIf(one -> !pids.contains(one.getKey()) || !one.getValue().until().isAfter(now));
        told.forEach((pid, load) -> kept.put(pid, new Kept(load, now.plus(KEPT))));
    }

    /** One of which nothing is told took nothing. */
    private static GpuProcess with(GpuProcess process, @Nullable Kept last) {
        return last == null
                ? process.taking(0, 0)
                : process.taking(last.load().compute(), last.load().traffic());
    }

    private Optional<Map<Integer, Load>> told(Asking gpu, long handle, Arena memory, Shape shape,
            Set<Integer> pids) throws NvmlException {
        if (!gpu.has(shape.function())) {
            return Optional.empty();
        }
        for (int room = FIRST; room <= MOST; room *= 8) {
            MemorySegment entries = memory.allocate(shape.size() * room, Long.BYTES);
            MemorySegment count = memory.allocate(INFO_SIZE, Long.BYTES);
            Returned returned = call(gpu, handle, shape, room, count, entries);
            if (returned == Returned.NOT_FOUND) {
                return Optional.of(Map.of());
            }
            if (returned != Returned.INSUFFICIENT_SIZE) {
                return gpu.answers(shape.function(), returned)
                        ? Optional
                                .of(taken(shape, entries, Math.min(room, count.get(ValueLayout.JAVA_INT, INFO_COUNT)),
                                        pids))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** How many there are is at the same place of {@code count}, whichever function it is. */
    private Returned call(Asking gpu, long handle, Shape shape, int room, MemorySegment count,
            MemorySegment entries) {
        count.set(ValueLayout.JAVA_INT, INFO_COUNT, room);
        if (shape.equals(OLD)) {
            return gpu.call(shape.function(), handle, entries, count.asSlice(INFO_COUNT), since);
        }
        count.set(ValueLayout.JAVA_INT, 0, INFO_VERSION);
        count.set(ValueLayout.JAVA_LONG, INFO_SINCE, since);
        count.set(ValueLayout.ADDRESS, INFO_ENTRIES, entries);
        return gpu.call(shape.function(), handle, count);
    }

    /** Drivers have been seen to tell of processes that there are not, with nonsense for their times. */
    private Map<Integer, Load> taken(Shape shape, MemorySegment entries, int found, Set<Integer> pids) {
        Map<Integer, Load> loads = new HashMap<>();
        long last = since;
        for (int i = 0; i < found; i++) {
            MemorySegment one = entries.asSlice(shape.size() * i, shape.size());
            long time = one.get(ValueLayout.JAVA_LONG, shape.time());
            long compute = Asking.unsigned(one, shape.compute());
            long traffic = Asking.unsigned(one, shape.traffic());
            int pid = one.get(ValueLayout.JAVA_INT, shape.pid());
            if (pids.contains(pid) && time > since && compute <= HUNDRED && traffic <= HUNDRED) {
                last = Math.max(last, time);
                loads.merge(pid, new Load(time, (int) compute, (int) traffic),
                        (before, now) -> now.time() > before.time() ? now : before);
            }
        }
        since = last;
        return loads;
    }
}
