package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code fdinfo} says of one client of a GPU's driver (drm-usage-stats).
 *
 * @param pci   where the GPU sits; empty where it is none of {@code amdgpu}'s
 * @param id    of the client, the same for all descriptors of it; empty when not told
 * @param bytes of the GPU's memory; -1 when not told
 */
record DrmClient(String pci, String id, long bytes) {
    static final long NOT_TOLD = -1;
    static final DrmClient ANOTHERS = new DrmClient("", "", NOT_TOLD);

    private static final String DRIVER = "amdgpu";
    private static final long KIB = 1_024;

    /** Empty where the kernel does not say whose descriptor it is: it does from Linux 5.19 on. */
    static Optional<DrmClient> of(String info) {
        Map<String, String> lines = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        String driver = lines.get("drm-driver");
        if (driver == null) {
            return Optional.empty();
        }
        if (!driver.equals(DRIVER)) {
            return Optional.of(ANOTHERS);
        }
        String pci = lines.get("drm-pdev");
        String memory = lines.getOrDefault("drm-memory-vram", lines.getOrDefault("drm-resident-vram", ""));
        return pci == null
                ? Optional.empty()
                : Optional.of(new DrmClient(PciAddress.normal(pci), lines.getOrDefault("drm-client-id", ""),
                        bytes(memory)));
    }

    /** {@code 1048576 KiB}, or MiB, or bytes without a unit. */
    private static long bytes(String text) {
        String[] parts = text.split(" ", 2);
        long unit = switch (parts.length == 1 ? "" : parts[1].strip().toLowerCase(Locale.ROOT)) {
            case "kib", "kb" -> KIB;
            case "mib", "mb" -> KIB * KIB;
            case "" -> 1;
            default -> 0;
        };
        return unit == 0
                ? NOT_TOLD
                : Told.number(parts[0]).filter(value -> value >= 0).map(value -> value * unit).orElse(NOT_TOLD);
    }
}
