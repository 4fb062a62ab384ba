package io.dockmedic.api.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them, in the file and elsewhere. Each is empty when the text is no such number. */
public final class Numbers {
    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB|KB|MB|GB)");
    private static final Map<String, Long> SIZES = Map.of(
            "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);

    private Numbers() {}

    /** Within these bounds. */
    public static Optional<Integer> whole(String text, int least, int most) {
        if (!text.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        int value = Integer.parseInt(text);
        return value < least || value > most ? Optional.empty() : Optional.of(value);
    }

    /** Prometheus' way: {@code 1h30m}, {@code 30d}; longer than nothing. */
    public static Optional<Duration> duration(String text) {
        Matcher part = DURATION_PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
            sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
        }
        return end == 0 || end != text.length() || sum.isZero() ? Optional.empty() : Optional.of(sum);
    }

    /** Bytes: {@code 256MiB}, {@code 1GB}. */
    static Optional<Long> size(String text) {
        Matcher size = SIZE.matcher(text);
        return size.matches()
                ? Optional.of(Long.parseLong(size.group(1)) * SIZES.getOrDefault(size.group(2), 1L))
                : Optional.empty();
    }
}
