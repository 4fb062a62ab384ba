package io.dockmedic.collectors.gpu.nvml;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a GPU for many fields in one call. A driver may refuse all of them for one that it does not know: then that one is
 * looked for by halves, the others are told, and from then on it is asked by itself, where it can spoil nothing. For n fields that takes
 * less than 2n calls, once. For one GPU and one thread.
 */
final class FieldBatch {
    private static final Logger LOG = LoggerFactory.getLogger(FieldBatch.class);
    private static final long SIZE = 40;
    private static final long SCOPE = 4;
    private static final int FIRST_OF_LINKS = 201;
    private static final int LAST_OF_LINKS = 222;
    private static final int ALL_LINKS = -1;
    private static final long TYPE = 24;
    private static final long RETURNED = 28;
    private static final long VALUE = 32;

    private final int index;
    private final String what;
    /** For which all were refused. */
    private final Set<Integer> spoilers = new HashSet<>();
    private boolean noneSaid;

    /**
     * @param index the library's number for the GPU
     * @param what  the fields are, for our log
     */
    FieldBatch(int index, String what) {
        this.index = index;
        this.what = what;
    }

    /**
     * What was said of fields.
     *
     * @param absent those that it does not have, with its answer
     */
    record Told(Map<Integer, Long> values, Map<Integer, Returned> absent) {}

    /** Of those that it neither tells nor lacks it may tell the next time. */
    Told ask(Asking gpu, long handle, Arena memory, List<Integer> fields) throws NvmlException {
        Told told = new Told(new HashMap<>(), new HashMap<>());
        List<Integer> together = fields.stream().filter(field -> !spoilers.contains(field)).toList();
        List<Integer> alone = fields.stream().filter(spoilers::contains).toList();
        Map<Integer, Returned> refused = new TreeMap<>();
        halves(gpu, handle, memory, together, told, refused);
        if (!refused.isEmpty()) {
            found(refused.keySet(), refused.size() == together.size());
        }
        for (int field : alone) {
            halves(gpu, handle, memory, List.of(field), told, refused);
        }
        told.absent().putAll(refused);
        return told;
    }

    private void halves(Asking gpu, long handle, Arena memory, List<Integer> fields, Told told,
            Map<Integer, Returned> refused)
            throws NvmlException {
        if (fields.isEmpty()) {
            return;
        }
        MemorySegment all = memory.allocate(SIZE * fields.size(), Long.BYTES);
        for (int i = 0; i < fields.size(); i++) {
            all.set(ValueLayout.JAVA_INT, SIZE * i, fields.get(i));
            all.set(ValueLayout.JAVA_INT, SIZE * i + SCOPE, scope(fields.get(i)));
        }
        Returned returned = gpu.call(NvmlFunction.FIELD_VALUES, handle, fields.size(), all);
        if (!refuses(returned)) {
            if (gpu.answers(NvmlFunction.FIELD_VALUES, returned)) {
                take(fields, all, told);
            }
        } else if (fields.size() == 1) {
            refused.put(fields.getFirst(), returned);
        } else {
            int half = fields.size() / 2;
            halves(gpu, handle, memory, fields.subList(0, half), told, refused);
            halves(gpu, handle, memory, fields.subList(half, fields.size()), told, refused);
        }
    }

    /** NVLink 5 counts by link; for all of them together DCGM asks so. */
    private static int scope(int field) {
        return field >= FIRST_OF_LINKS && field <= LAST_OF_LINKS ? ALL_LINKS : 0;
    }

    /** What is refused for what is asked, and not for how the GPU or the machine is now. */
    private static boolean refuses(Returned returned) {
        return returned.sort() == Returned.Sort.ABSENT || returned == Returned.INVALID_ARGUMENT
                || returned == Returned.NO_PERMISSION;
    }

    /** Where each was refused, it is not known to be because of any. */
    private void found(Set<Integer> refused, boolean all) {
        if (!all) {
            spoilers.addAll(refused);
            LOG.atInfo()
                    .addKeyValue("gpu", index)
                    .addKeyValue("fields", refused)
                    .log("the driver refuses all values of a GPU for these, which are not read; the others are");
        } else if (!noneSaid) {
            noneSaid = true;
            LOG.atInfo()
                    .addKeyValue("gpu", index)
                    .addKeyValue("what", what)
                    .log("the driver gives none of these values of a GPU");
        }
    }

    private static void take(List<Integer> fields, MemorySegment all, Told told) {
        for (int i = 0; i < fields.size(); i++) {
            MemorySegment one = all.asSlice(SIZE * i, SIZE);
            Returned returned = Returned.of(one.get(ValueLayout.JAVA_INT, RETURNED));
            if (returned == Returned.SUCCESS) {
                told.values().put(fields.get(i), value(one));
            } else if (returned.sort() == Returned.Sort.ABSENT || returned == Returned.INVALID_ARGUMENT) {
                told.absent().put(fields.get(i), returned);
            }
        }
    }

    /** Of a union: which of its members counts is told beside it. */
    private static long value(MemorySegment one) {
        return switch (one.get(ValueLayout.JAVA_INT, TYPE)) {
            case 0 -> Math.round(one.get(ValueLayout.JAVA_DOUBLE, VALUE));
            case 1 -> Asking.unsigned(one, VALUE);
            case 5 -> one.get(ValueLayout.JAVA_INT, VALUE);
            case 6 -> Short.toUnsignedLong(one.get(ValueLayout.JAVA_SHORT, VALUE));
            default -> one.get(ValueLayout.JAVA_LONG, VALUE);
        };
    }
}
