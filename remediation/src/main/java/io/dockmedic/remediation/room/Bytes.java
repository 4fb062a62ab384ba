package io.dockmedic.remediation.room;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write and read them. */
public final class Bytes {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB|TiB|KB|MB|GB|TB)");

    /** As a regular expression that a schema may have. */
    public static final String FORM = SYNTAX.pattern();
    private static final Map<String, Long> UNITS = Map.of(
            "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40,
            "KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);
    private static final double KIBI = 1 << 10;
    private static final double MEBI = 1 << 20;
    private static final double GIBI = 1 << 30;

    private Bytes() {}

    /** {@code 50GiB}; empty when it is no size. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.getOrDefault(matcher.group(2), 1L)))
                : Optional.empty();
    }

    /** {@code 1.5 GiB}, {@code 12.0 MiB}, {@code 900 B}. */
    public static String text(long bytes) {
        if (bytes < KIBI) {
            return bytes + " B";
        }
        if (bytes < MEBI) {
            return String.format(Locale.ROOT, "%.1f KiB", bytes / KIBI);
        }
        return bytes < GIBI
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / MEBI)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / GIBI);
    }
}
