package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Quantity;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked for in one call, many at a time, each with an answer of its own. For one GPU and one thread. */
final class Fields {
    private static final Map<Integer, NvmlField> BY_ID = Stream.of(NvmlField.values())
            .collect(Collectors.toUnmodifiableMap(NvmlField::id, Function.identity()));

    /** Below 0 as a rule, whatever type some drivers give them. */
    private static final Set<NvmlField> SIGNED = Set.of(NvmlField.TEMPERATURE_SHUTDOWN_TLIMIT,
            NvmlField.TEMPERATURE_SLOWDOWN_TLIMIT, NvmlField.TEMPERATURE_MEM_MAX_TLIMIT);

    private static final List<Integer> ALL = BY_ID.keySet().stream().sorted().toList();

    /** Those that it does not have are not asked for again until told to {@link #forget}. */
    private final List<Integer> asked = new ArrayList<>(ALL);
    private final Map<NvmlField, Returned> answers = new EnumMap<>(NvmlField.class);
    private final FieldBatch batch;

    /** @param index the library's number for the GPU */
    Fields(int index) {
        batch = new FieldBatch(index);
    }

    /** What it did not have it may have by now. */
    void forget() {
        asked.clear();
        asked.addAll(ALL);
    }

    /** What was answered last for each; none for one that was not asked for, or answered only for how the GPU was then. */
    Map<NvmlField, Returned> answers() {
        return answers;
    }

    /** Reads all that it has into {@code values}. */
    void read(Asking gpu, long handle, Arena memory, Map<Quantity, Long> values) throws NvmlException {
        if (asked.isEmpty() || !gpu.has(NvmlFunction.FIELD_VALUES)) {
            return;
        }
        FieldBatch.Told told = batch.ask(gpu, handle, memory, List.copyOf(asked));
        told.values().forEach((id, value) -> {
            NvmlField field = BY_ID.get(id);
            if (field != null) {
                answers.put(field, Returned.SUCCESS);
                values.put(field.quantity(), SIGNED.contains(field) ? (long) (int) (long) value : value);
            }
        });
        told.absent().forEach((id, returned) -> {
            NvmlField field = BY_ID.get(id);
            if (field != null) {
                answers.put(field, returned);
            }
        });
        asked.removeAll(told.absent().keySet());
    }
}
