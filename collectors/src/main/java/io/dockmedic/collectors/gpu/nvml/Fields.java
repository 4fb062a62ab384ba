package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Quantity;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is asked for many at a time, each with an answer of its own, in two calls where the GPU has NVLink 5 and else in one. For one GPU and one thread. */
final class Fields {
    private static final Map<Integer, NvmlField> BY_ID = Stream.of(NvmlField.values())
            .collect(Collectors.toUnmodifiableMap(NvmlField::id, Function.identity()));

    /** Below 0 as a rule, whatever type some drivers give them. */
    private static final Set<NvmlField> SIGNED = Set.of(NvmlField.TEMPERATURE_SHUTDOWN_TLIMIT,
            NvmlField.TEMPERATURE_SLOWDOWN_TLIMIT, NvmlField.TEMPERATURE_MEM_MAX_TLIMIT);

    private final Map<NvmlField, Returned> answers = new EnumMap<>(NvmlField.class);
    /** Of a batch of their own: what has none has none as long as its driver is loaded, and is not asked again. */
    private final Batch nvlinkFive;
    private final Batch others;
    /** Whether it was divided when they were asked for: one that is uses no NVLink. */
    private @Nullable Long divided;

    /** Those of which it does not have them are not asked for again. */
    private static final class Batch {
        private final FieldBatch call;
        private final List<Integer> all;
        private final List<Integer> asked = new ArrayList<>();

        Batch(FieldBatch call, Predicate<NvmlField> which) {
            this.call = call;
            this.all = BY_ID.values().stream().filter(which).map(NvmlField::id).sorted().toList();
        }

        void anew() {
            asked.clear();
            asked.addAll(all);
        }
    }

    /** @param index the library's number for the GPU */
    Fields(int index) {
        nvlinkFive = new Batch(new FieldBatch(index, "NVLink 5"), NvmlField::ofNvlinkFive);
        others = new Batch(new FieldBatch(index, "fields"), field -> !field.ofNvlinkFive());
    }

    /** What it did not have it may have by now; but not NVLink 5. */
    void forget() {
        others.anew();
    }

    /** It is another GPU, or another driver. */
    void anew() {
        others.anew();
        nvlinkFive.anew();
    }

    /** What was answered last for each; none for one that was not asked for, or answered only for how the GPU was then. */
    Map<NvmlField, Returned> answers() {
        return answers;
    }

    /** Reads all that it has into {@code values}, which say whether it is divided. */
    void read(Asking gpu, long handle, Arena memory, Map<Quantity, Long> values) throws NvmlException {
        Long mode = values.get(Quantity.DIVIDED);
        if (!Objects.equals(mode, divided)) {
            divided = mode;
            nvlinkFive.anew();
        }
        read(nvlinkFive, gpu, handle, memory, values);
        read(others, gpu, handle, memory, values);
    }

    private void read(Batch batch, Asking gpu, long handle, Arena memory, Map<Quantity, Long> values)
            throws NvmlException {
        if (batch.asked.isEmpty() || !gpu.has(NvmlFunction.FIELD_VALUES)) {
            return;
        }
        FieldBatch.Told told = batch.call.ask(gpu, handle, memory, List.copyOf(batch.asked));
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
        batch.asked.removeAll(told.absent().keySet());
    }
}
