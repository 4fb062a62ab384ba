package io.dockmedic.collectors.gpu.reading;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the driver of a GPU can say of it, by the names of its library's functions and fields. Only what was asked so far is known, and what
 * the library lacks.
 *
 * @param supported in order
 * @param refused   with the name of the answer: {@code NVML_ERROR_NOT_SUPPORTED}
 * @param lacking   functions that the library does not have, in order
 */
public record Capabilities(List<String> supported, Map<String, String> refused, List<String> lacking) {
    /** Of one that has no library, or was not reached. */
    public static final Capabilities NONE = new Capabilities(List.of(), Map.of(), List.of());

    public Capabilities {
        supported = List.copyOf(supported);
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        lacking = List.copyOf(lacking);
    }
}
