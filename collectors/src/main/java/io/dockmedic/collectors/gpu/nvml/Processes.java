package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.GpuProcess;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who uses a GPU. Drivers do not agree on how long an entry of the list is, and do not say so: 24 bytes, 32 with some
 * of 535, 16 from the oldest function. So the room is made for the longest and filled with a mark; how much of it was
 * written over tells the length.
 */
final class Processes {
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

    /** Each once, with all its memory; one that computes and draws is told twice. Clients of the MPS server
     * are told by themselves.
     *
     * @param total memory of the GPU; what is told to have more has an amount that is not known
     */
    static List<GpuProcess> read(Asking gpu, long handle, Arena memory, long total) throws NvmlException {
        Map<Integer, GpuProcess> byPid = new LinkedHashMap<>();
        if (gpu.has(NvmlFunction.COMPUTE_PROCESSES_V3)) {
            add(gpu, NvmlFunction.COMPUTE_PROCESSES_V3, handle, memory, total, byPid);
            add(gpu, NvmlFunction.GRAPHICS_PROCESSES_V3, handle, memory, total, byPid);
            add(gpu, NvmlFunction.MPS_PROCESSES_V3, handle, memory, total, byPid);
        } else {
            add(gpu, NvmlFunction.COMPUTE_PROCESSES, handle, memory, total, byPid);
        }
        return List.copyOf(byPid.values());
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
                long length = function == NvmlFunction.COMPUTE_PROCESSES ? OLD : length(entries, found);
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

    /** In which part of a divided GPU it is says no entry of the oldest function; of one that is not divided all say none. */
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
        if (found == 0) {
            return USUAL;
        }
        long written = entries.byteSize();
        while (written > 0 && entries.get(ValueLayout.JAVA_BYTE, written - 1) == MARK) {
            written--;
        }
        return written > USUAL * found ? LONGEST : USUAL;
    }
}
