package io.dockmedic.collectors.gpu.nvml;

import static java.util.Map.entry;

import io.dockmedic.collectors.gpu.reading.Quantity;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is asked for in one call, many at a time, each with an answer of its own. The numbers are the library's, not
 * those of DCGM. Those of NVLink are of two generations, and a GPU has one of them: 38 to 59 up to Hopper, 206 to 221 of Blackwell
 * and later. For one GPU and one thread.
 */
final class Fields {
    /** What is to be done, in the driver's own words. */
    static final int RECOVERY_ACTION = 230;

    private static final Map<Integer, Quantity> QUANTITIES = Map.ofEntries(
            entry(3, Quantity.ECC_CORRECTED_VOLATILE),
            entry(4, Quantity.ECC_UNCORRECTED_VOLATILE),
            entry(5, Quantity.ECC_CORRECTED_AGGREGATE),
            entry(6, Quantity.ECC_UNCORRECTED_AGGREGATE),
            entry(29, Quantity.RETIRED_CORRECTED),
            entry(30, Quantity.RETIRED_UNCORRECTED),
            entry(31, Quantity.RETIRE_PENDING),
            entry(38, Quantity.NVLINK_CRC_FLIT_ERRORS),
            entry(45, Quantity.NVLINK_CRC_DATA_ERRORS),
            entry(52, Quantity.NVLINK_REPLAYS),
            entry(59, Quantity.NVLINK_RECOVERIES),
            entry(74, Quantity.POWER_VIOLATION),
            entry(75, Quantity.THERMAL_VIOLATION),
            entry(76, Quantity.SYNC_BOOST_VIOLATION),
            entry(77, Quantity.BOARD_LIMIT_VIOLATION),
            entry(78, Quantity.LOW_USE_VIOLATION),
            entry(79, Quantity.RELIABILITY_VIOLATION),
            entry(269, Quantity.SW_THERMAL_TIME),
            entry(270, Quantity.HW_THERMAL_TIME),
            entry(271, Quantity.HW_POWER_BRAKE_TIME),
            entry(82, Quantity.MEMORY_TEMPERATURE),
            entry(83, Quantity.ENERGY),
            entry(94, Quantity.PCIE_REPLAYS),
            entry(193, Quantity.TEMPERATURE_MARGIN_END),
            entry(194, Quantity.TEMPERATURE_MARGIN_LIMIT),
            entry(195, Quantity.MEMORY_TEMPERATURE_MARGIN_LIMIT),
            entry(142, Quantity.REMAPPED_CORRECTABLE),
            entry(143, Quantity.REMAPPED_UNCORRECTABLE),
            entry(144, Quantity.REMAP_PENDING),
            entry(145, Quantity.REMAP_FAILED),
            entry(206, Quantity.NVLINK_MALFORMED),
            entry(207, Quantity.NVLINK_OVERRUNS),
            entry(208, Quantity.NVLINK_RECEIVE_ERRORS),
            entry(209, Quantity.NVLINK_REMOTE_ERRORS),
            entry(210, Quantity.NVLINK_GENERAL_ERRORS),
            entry(211, Quantity.NVLINK_INTEGRITY_ERRORS),
            entry(212, Quantity.NVLINK_DISCARDS),
            entry(213, Quantity.NVLINK_RECOVERED),
            entry(214, Quantity.NVLINK_RECOVERY_FAILED),
            entry(215, Quantity.NVLINK_RECOVERY_TRIED),
            entry(219, Quantity.NVLINK_EFFECTIVE_ERRORS),
            entry(221, Quantity.NVLINK_SYMBOL_ERRORS),
            entry(RECOVERY_ACTION, Quantity.RECOVERY_ACTION));

    /** Below 0 as a rule, whatever type some drivers give them. */
    private static final Set<Integer> SIGNED = Set.of(193, 194, 195);

    private static final List<Integer> ALL = QUANTITIES.keySet().stream().sorted().toList();

    /** Those that it does not have are not asked for again until told to {@link #forget}. */
    private final List<Integer> asked = new ArrayList<>(ALL);
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

    /** Reads all that it has into {@code values}. */
    void read(Asking gpu, long handle, Arena memory, Map<Quantity, Long> values) throws NvmlException {
        if (asked.isEmpty() || !gpu.has(NvmlFunction.FIELD_VALUES)) {
            return;
        }
        FieldBatch.Told told = batch.ask(gpu, handle, memory, List.copyOf(asked));
        told.values().forEach((field, value) -> {
            Quantity quantity = QUANTITIES.get(field);
            if (quantity != null) {
                values.put(quantity, SIGNED.contains(field) ? (long) (int) (long) value : value);
            }
        });
        asked.removeAll(told.absent());
    }
}
