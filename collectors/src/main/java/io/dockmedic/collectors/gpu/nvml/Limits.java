package io.dockmedic.collectors.gpu.nvml;

import static java.util.Map.entry;

import io.dockmedic.collectors.gpu.reading.Quantity;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Temperatures at which a GPU is slowed down, or switched off. They do not change: asked when it is reached. Of GPUs that say
 * only how many degrees are left, and how many will be then, they are worked out of that, once. For one thread.
 */
final class Limits {
    /** Of its memory there is none at which it is switched off. */
    private static final List<Map.Entry<Integer, Quantity>> THRESHOLDS = List.of(
            entry(0, Quantity.TEMPERATURE_END),
            entry(1, Quantity.TEMPERATURE_LIMIT),
            entry(2, Quantity.MEMORY_TEMPERATURE_LIMIT));

    private final Map<Quantity, Long> known = new EnumMap<>(Quantity.class);
    private boolean asked;

    /** What it did not have it may have by now. */
    void forget() {
        asked = false;
    }

    /** Writes all that it has into {@code values}. */
    void read(Asking gpu, long handle, Arena memory, Map<Quantity, Long> values) throws NvmlException {
        if (!asked) {
            known.clear();
            for (Map.Entry<Integer, Quantity> one : THRESHOLDS) {
                number(gpu, one.getKey(), handle, memory).ifPresent(degrees -> known.put(one.getValue(), degrees));
            }
            left(values, Quantity.TEMPERATURE_MARGIN_LIMIT, Quantity.TEMPERATURE_LIMIT);
            left(values, Quantity.TEMPERATURE_MARGIN_END, Quantity.TEMPERATURE_END);
            asked = true;
        }
        values.putAll(known);
    }

    /** What is left because of its memory is told on the GPU's own scale, and says nothing of its memory's temperature. */
    private void left(Map<Quantity, Long> values, Quantity then, Quantity limit) {
        Long degrees = values.get(Quantity.TEMPERATURE);
        Long margin = values.get(Quantity.TEMPERATURE_MARGIN);
        Long last = values.get(then);
        if (degrees != null && margin != null && last != null) {
            known.putIfAbsent(limit, degrees + margin - last);
        }
    }

    /** One that is not supported says nothing of the others. */
    private static Optional<Long> number(Asking gpu, int which, long handle, Arena memory) throws NvmlException {
        MemorySegment degrees = memory.allocate(ValueLayout.JAVA_INT);
        Returned returned = gpu.call(NvmlFunction.TEMPERATURE_THRESHOLD, handle, which, degrees);
        if (returned.sort() == Returned.Sort.GPU || returned.sort() == Returned.Sort.HOST) {
            throw new NvmlException(NvmlFunction.TEMPERATURE_THRESHOLD, returned);
        }
        return returned == Returned.SUCCESS ? Optional.of(Asking.unsigned(degrees, 0)) : Optional.empty();
    }
}
