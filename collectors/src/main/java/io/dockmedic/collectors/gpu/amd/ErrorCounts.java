package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.gpu.amd.Told.GoneException;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Errors of a GPU's memory and of its parts, {@code ras/…_err_count}: lines {@code ue: 0}, {@code ce: 0} and, on some,
 * {@code de: 0}. Reading them asks the hardware, and clears its own counters on some chips, after which the driver's may
 * begin anew: so they are read seldom, and what is told is our own sum, which never falls. For one thread at a time.
 */
final class ErrorCounts {
    /** A register that is read while the chip sleeps has all its bits set, and the driver adds that up. */
    private static final long ALL_BITS = 0xFFFF;

    private static final Map<String, Quantity> KINDS = Map.of("ue", Quantity.ECC_UNCORRECTED_VOLATILE, "ce",
            Quantity.ECC_CORRECTED_VOLATILE, "de", Quantity.ECC_DEFERRED_VOLATILE);

    /** By file and kind, as it was read last. */
    private final Map<String, Long> last = new HashMap<>();
    private final Map<Quantity, Long> sums = new EnumMap<>(Quantity.class);

    /**
     * Reads the files.
     *
     * @param files below the device's folder
     * @return how many errors of that kind are new since the last time; at the first time none is, since nobody knows
     *         when they were
     */
    Map<Quantity, Long> read(Told told, List<String> files) throws GoneException {
        Map<Quantity, Long> fresh = new EnumMap<>(Quantity.class);
        for (String file : files) {
            told.text(file).lines().forEach(line -> count(file, line, fresh));
        }
        return fresh;
    }

    private void count(String file, String line, Map<Quantity, Long> fresh) {
        int colon = line.indexOf(':');
        Quantity kind = colon < 0 ? null : KINDS.get(line.substring(0, colon).strip());
        Optional<Long> told = colon < 0 ? Optional.empty() : Told.number(line.substring(colon + 1).strip());
        if (kind == null || told.isEmpty() || told.get() < 0) {
            // "Query currently inaccessible", say, while the GPU is being reset.
            return;
        }
        long now = told.get();
        Long before = last.put(file + " " + kind, now);
        long more = before == null || now < before ? now : now - before;
        if (more > 0 && more % ALL_BITS == 0) {
            more = 0;
        }
        sums.merge(kind, more, Long::sum);
        if (before != null && more > 0) {
            fresh.merge(kind, more, Long::sum);
        }
    }

    /** The sums, of what was ever told. */
    void put(Map<Quantity, Long> values) {
        values.putAll(sums);
    }
}
