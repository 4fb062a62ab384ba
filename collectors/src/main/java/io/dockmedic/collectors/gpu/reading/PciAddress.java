package io.dockmedic.collectors.gpu.reading;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a device sits on the PCI bus: the kernel's files, its log and NVIDIA's library do not write it alike. */
public final class PciAddress {
    private static final int DOMAIN = 8;
    private static final Pattern FORM = Pattern.compile(
            "(?:PCI:)?(?:([0-9a-fA-F]{1,8}):)?([0-9a-fA-F]{2}):([0-9a-fA-F]{2})(?:\\.([0-7]))?");

    /** What stands in the place of an address that is not known. */
    private static final String NUMBER = "number ";

    private PciAddress() {}

    /** In the place of the address of a GPU of which only its driver's number is known. */
    public static String unknown(int number) {
        return NUMBER + number;
    }

    /** Whether that stands in the place of one that is not known. */
    public static boolean isUnknown(String text) {
        return text.startsWith(NUMBER);
    }

    /** As the kernel's files have it, {@code 0000:18:00.0}; what is no address stays as it is. */
    public static String normal(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return text.strip();
        }
        long domain = parts.group(1) == null ? 0 : Long.parseLong(parts.group(1), 16);
        String function = parts.group(4) == null ? "0" : parts.group(4);
        return String.format(Locale.ROOT, "%04x:%s:%s.%s", domain, parts.group(2), parts.group(3), function)
                .toLowerCase(Locale.ROOT);
    }

    /** As NVIDIA's programs and dcgm-exporter write it, the bus' domain with eight digits: {@code 00000000:18:00.0}. */
    public static String longer(String normal) {
        int colon = normal.indexOf(':');
        return colon < 0 || colon >= DOMAIN
                ? normal
                : "0".repeat(DOMAIN - colon) + normal.toUpperCase(Locale.ROOT);
    }
}
