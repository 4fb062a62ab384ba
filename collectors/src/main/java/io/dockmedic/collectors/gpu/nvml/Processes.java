package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.GpuProcess;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who uses a GPU. Each list has had three versions, and the last that the driver has is asked. How long an entry is drivers do not agree on, and
 * do not say: 24 bytes, 32 with some of 535, 16 from the first version (and from the last of one driver that was seen). So the room is made for
 * the longest and filled with a mark; how much of it was written over tells the length.
 */
final class Processes {
    private static final List<NvmlFunction> COMPUTE = List.of(NvmlFunction.COMPUTE_PROCESSES_V3,
            NvmlFunction.COMPUTE_PROCESSES_V2, NvmlFunction.COMPUTE_PROCESSES);
    private static final List<NvmlFunction> GRAPHICS = List.of(NvmlFunction.GRAPHICS_PROCESSES_V3,
            NvmlFunction.GRAPHICS_PROCESSES_V2, NvmlFunction.GRAPHICS_PROCESSES);
    private static final List<NvmlFunction> MPS = List.of(NvmlFunction.MPS_PROCESSES_V3,
            NvmlFunction.MPS_PROCESSES_V2, NvmlFunction.MPS_PROCESSES);
    private static final int FIRST = 64;
    private static final int MOST = 4096;
    private static final long LONGEST = 32;
    private static final long USUAL = 24;
    private static final long OLD = 16;
    private static final long MEMORY = 8;
    private static final long GPU_INSTANCE = 16;
    private static final long COMPUTE_INSTANCE = 20;
    private static final byte MARK = (byte) 0xA5;
    private static final long NOT_TOLD = -1;

    private Processes() {}

    /**
     * What was told.
     *
     * @param all whether the driver told of all that use it: the list of what computes, and no other that it has was refused.
     *            One that it does not support on this GPU has nobody in it
     */
    record Told(List<GpuProcess> processes, boolean all) {
        /** The same, with what each took. */
        Told with(List<GpuProcess> taking) {
            return new Told(taking, all);
        }
    }

    /** Each once, with all its memory; one that computes and draws is told twice. Clients of the MPS server
     * are told by themselves.
     *
     * @param total memory of the GPU; what is told to have more has an amount that is not known
     */
    static Told read(Asking gpu, long handle, Arena memory, long total) throws NvmlException {
        Map<Integer, GpuProcess> byPid = new LinkedHashMap<>();
        boolean all = newest(gpu, COMPUTE, handle, memory, total, byPid) == Returned.SUCCESS;
        for (List<NvmlFunction> list : List.of(GRAPHICS, MPS)) {
            Returned.Sort answer = newest(gpu, list, handle, memory, total, byPid).sort();
            all &= answer == Returned.Sort.DONE || answer == Returned.Sort.ABSENT;
        }
        return new Told(List.copyOf(byPid.values()), all);
    }

    /** An earlier version is asked only where the driver has no later one: a list that it refuses is refused. */
    private static Returned newest(Asking gpu, List<NvmlFunction> versions, long handle, Arena memory, long total,
            Map<Integer, GpuProcess> byPid)
            throws NvmlException {
        for (NvmlFunction version : versions) {
            if (!gpu.lacks(version)) {
                add(gpu, version, handle, memory, total, byPid);
            }
            if (!gpu.lacks(version)) {
                return gpu.last(version);
            }
        }
        return Returned.FUNCTION_NOT_FOUND;
    }

    private static void add(Asking gpu, NvmlFunction function, long handle, Arena memory, long total,
            Map<Integer, GpuProcess> byPid)
            throws NvmlException {
        if (!gpu.has(function)) {
            return;
        }
        MemorySegment count = memory.allocate(ValueLayout.JAVA_INT);
        for (int room = FIRST; room <= MOST; room *= 8) {
            MemorySegment entries = memory.allocate(LONGEST * room, Long.BYTES).fill(MARK);
            count.set(ValueLayout.JAVA_INT, 0, room);
            Returned returned = gpu.call(function, handle, count, entries);
            if (returned == Returned.INSUFFICIENT_SIZE) {
                continue;
            }
            if (gpu.answers(function, returned)) {
                int found = Math.min(room, count.get(ValueLayout.JAVA_INT, 0));
                long length = length(entries, found);
                for (int i = 0; i < found; i++) {
                    MemorySegment one = entries.asSlice(length * i, length);
                    GpuProcess process = process(one, length, total);
                    byPid.merge(process.pid(), process,
                            (before, now) -> now.memoryBytes() > before.memoryBytes() ? now : before);
                }
            }
            return;
        }
    }

    /** In which part of a divided GPU it is says no entry of the first version; of one that is not divided all say none. */
    private static GpuProcess process(MemorySegment one, long length, long total) {
        GpuProcess process = new GpuProcess(one.get(ValueLayout.JAVA_INT, 0),
                told(one.get(ValueLayout.JAVA_LONG, MEMORY), total));
        return length == OLD
                ? process
                : process.in(one.get(ValueLayout.JAVA_INT, GPU_INSTANCE),
                        one.get(ValueLayout.JAVA_INT, COMPUTE_INSTANCE));
    }

    /** All bits are set where it is not known; drivers have told other nonsense, too. */
    private static long told(long bytes, long total) {
        return bytes < 0 || bytes > total ? NOT_TOLD : bytes;
    }

    private static long length(MemorySegment entries, int found) {
        long written = entries.byteSize();
        while (written > 0 && entries.get(ValueLayout.JAVA_BYTE, written - 1) == MARK) {
            written--;
        }
        if (written <= OLD * found) {
            return OLD;
        }
        return written > USUAL * found ? LONGEST : USUAL;
    }
}
