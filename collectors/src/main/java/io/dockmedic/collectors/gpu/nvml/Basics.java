package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How busy, warm and fast a GPU is, each by a function of its own. What one of them does not answer is left out. */
final class Basics {
    private static final int GPU_SENSOR = 0;
    private static final int SM = 1;
    private static final int MEMORY_CLOCK = 2;

    private final Asking asking;
    private final long handle;
    private final Arena memory;
    private final Map<Quantity, Long> values;

    private Basics(Asking asking, long handle, Arena memory, Map<Quantity, Long> values) {
        this.asking = asking;
        this.handle = handle;
        this.memory = memory;
        this.values = values;
    }

    /**
     * Adds what it answers.
     *
     * @return why its clocks are lower than they could be
     * @throws NvmlException where it cannot be asked at all
     */
    static Set<Slowdown> read(Asking asking, long handle, Arena memory, Map<Quantity, Long> values)
            throws NvmlException {
        Basics basics = new Basics(asking, handle, memory, values);
        basics.load();
        basics.power();
        return basics.slowdown();
    }

    private void load() throws NvmlException {
        MemorySegment rates = memory.allocate(2L * Integer.BYTES, Integer.BYTES);
        if (asking.ask(NvmlFunction.UTILIZATION, handle, rates)) {
            values.put(Quantity.UTILIZATION, Asking.unsigned(rates, 0));
            values.put(Quantity.MEMORY_UTILIZATION, Asking.unsigned(rates, Integer.BYTES));
        }
        putFirst(Quantity.ENCODER_UTILIZATION, NvmlFunction.ENCODER);
        putFirst(Quantity.DECODER_UTILIZATION, NvmlFunction.DECODER);
        MemoryInfo.read(asking, handle, memory, values);
        putFirst(Quantity.DIVIDED, NvmlFunction.MIG_MODE);
        put(Quantity.PERSISTENCE, NvmlFunction.PERSISTENCE);
    }

    private void power() throws NvmlException {
        MemoryInfo.temperature(asking, handle, GPU_SENSOR, memory)
                .ifPresent(value -> values.put(Quantity.TEMPERATURE, value));
        MemoryInfo.margin(asking, handle, memory)
                .ifPresent(value -> values.put(Quantity.TEMPERATURE_MARGIN, value));
        put(Quantity.FAN, NvmlFunction.FAN);
        put(Quantity.POWER, NvmlFunction.POWER);
        put(Quantity.POWER_LIMIT, NvmlFunction.POWER_LIMIT);
        asking.number(NvmlFunction.CLOCK, handle, SM, memory)
                .ifPresent(value -> values.put(Quantity.SM_CLOCK, value));
        asking.number(NvmlFunction.CLOCK, handle, MEMORY_CLOCK, memory)
                .ifPresent(value -> values.put(Quantity.MEMORY_CLOCK, value));
        put(Quantity.PERFORMANCE_STATE, NvmlFunction.PERFORMANCE_STATE);
    }

    private Set<Slowdown> slowdown() throws NvmlException {
        Set<Slowdown> all = EnumSet.noneOf(Slowdown.class);
        MemorySegment reasons = memory.allocate(ValueLayout.JAVA_LONG);
        NvmlFunction function = asking.has(NvmlFunction.EVENT_REASONS)
                ? NvmlFunction.EVENT_REASONS
                : NvmlFunction.THROTTLE_REASONS;
        if (asking.ask(function, handle, reasons)) {
            long mask = reasons.get(ValueLayout.JAVA_LONG, 0);
            values.put(Quantity.CLOCK_REASONS, mask);
            SlowdownBits.read(mask, all);
        }
        return all;
    }

    private void put(Quantity quantity, NvmlFunction function) throws NvmlException {
        asking.number(function, handle, memory).ifPresent(value -> values.put(quantity, value));
    }

    private void putFirst(Quantity quantity, NvmlFunction function) throws NvmlException {
        asking.firstOfTwo(function, handle, memory).ifPresent(value -> values.put(quantity, value));
    }
}
