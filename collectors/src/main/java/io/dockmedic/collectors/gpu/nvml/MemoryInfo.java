package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Quantity;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;

/**
 * Structures that carry their version: their size, and from the 24th bit on a number. A driver that does not know the
 * version, or the function, is asked in the old way.
 */
final class MemoryInfo {
    private static final int SIZE = 40;
    private static final int VERSION = SIZE | 2 << 24;
    private static final int OLD_SIZE = 24;
    private static final int TEMPERATURE_SIZE = 12;
    private static final int TEMPERATURE_VERSION = TEMPERATURE_SIZE | 1 << 24;

    private static final int MARGIN_SIZE = 8;
    private static final int MARGIN_VERSION = MARGIN_SIZE | 1 << 24;

    private MemoryInfo() {}

    /** Memory by who has it. The old way counts what the driver keeps for itself as used. */
    static void read(Asking gpu, long handle, Arena memory, Map<Quantity, Long> values) throws NvmlException {
        MemorySegment info = memory.allocate(SIZE, Long.BYTES);
        info.set(ValueLayout.JAVA_INT, 0, VERSION);
        if (gpu.has(NvmlFunction.MEMORY_V2) && gpu.ask(NvmlFunction.MEMORY_V2, handle, info)) {
            values.put(Quantity.MEMORY_TOTAL, info.get(ValueLayout.JAVA_LONG, 8));
            values.put(Quantity.MEMORY_RESERVED, info.get(ValueLayout.JAVA_LONG, 16));
            values.put(Quantity.MEMORY_FREE, info.get(ValueLayout.JAVA_LONG, 24));
            values.put(Quantity.MEMORY_USED, info.get(ValueLayout.JAVA_LONG, 32));
            return;
        }
        MemorySegment old = memory.allocate(OLD_SIZE, Long.BYTES);
        if (gpu.ask(NvmlFunction.MEMORY, handle, old)) {
            values.put(Quantity.MEMORY_TOTAL, old.get(ValueLayout.JAVA_LONG, 0));
            values.put(Quantity.MEMORY_FREE, old.get(ValueLayout.JAVA_LONG, 8));
            values.put(Quantity.MEMORY_USED, old.get(ValueLayout.JAVA_LONG, 16));
        }
    }

    /** Degrees Celsius until it is slowed down, of Ada and later. */
    static Optional<Long> margin(Asking gpu, long handle, Arena memory) throws NvmlException {
        MemorySegment info = memory.allocate(MARGIN_SIZE, Integer.BYTES);
        info.set(ValueLayout.JAVA_INT, 0, MARGIN_VERSION);
        return gpu.ask(NvmlFunction.TEMPERATURE_MARGIN, handle, info)
                ? Optional.of((long) info.get(ValueLayout.JAVA_INT, Integer.BYTES))
                : Optional.empty();
    }

    /** Degrees Celsius. The old way is to be removed from drivers; the new one is not in 535. */
    static Optional<Long> temperature(Asking gpu, long handle, int sensor, Arena memory) throws NvmlException {
        MemorySegment info = memory.allocate(TEMPERATURE_SIZE, Integer.BYTES);
        info.set(ValueLayout.JAVA_INT, 0, TEMPERATURE_VERSION);
        info.set(ValueLayout.JAVA_INT, 4, sensor);
        if (gpu.has(NvmlFunction.TEMPERATURE_V) && gpu.ask(NvmlFunction.TEMPERATURE_V, handle, info)) {
            return Optional.of((long) info.get(ValueLayout.JAVA_INT, 8));
        }
        return gpu.number(NvmlFunction.TEMPERATURE, handle, sensor, memory);
    }
}
