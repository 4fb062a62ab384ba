package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a driver can say of a GPU, of what it answered. */
final class CapabilityTable {
    private CapabilityTable() {}

    static Capabilities of(Asking gpu, Fields fields) {
        List<String> supported = new ArrayList<>();
        Map<String, String> refused = new TreeMap<>();
        List<NvmlFunction> lacking = gpu.lacking();
        gpu.answers()
                .forEach((function, returned) -> add(function.symbol(), returned, lacking.contains(function), supported,
                        refused));
        fields.answers().forEach((field, returned) -> add(field.words(), returned, false, supported, refused));
        supported.sort(null);
        return new Capabilities(supported, refused, lacking.stream().map(NvmlFunction::symbol).sorted().toList());
    }

    private static void add(String name, Returned returned, boolean lacks, List<String> supported,
            Map<String, String> refused) {
        if (supports(returned)) {
            supported.add(name);
        } else if (!lacks) {
            refused.put(name, returned.symbol());
        }
    }

    /** That there is nothing to tell just now is told by one that could. */
    private static boolean supports(Returned returned) {
        return returned == Returned.NOT_FOUND || returned.sort() == Returned.Sort.DONE
                || returned.sort() == Returned.Sort.PASSING;
    }
}
