package io.dockmedic.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A wall clock that steps, as an engine on such a host would have stamped things: what happened before a step keeps the
 * stamp it got then. {@link SocketProxy} puts the stamps into the engine's answers. Steps are whole seconds. Safe for
 * use by several threads.
 */
public final class EngineClock {
    private static final long SECOND = 1_000_000_000L;
    private static final Pattern STAMPS = Pattern.compile(
            "\"timeNano\":(?<nano>\\d{19})|\"time\":(?<second>\\d{10})"
                    + "|(?<day>2\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(?<rest>(\\.\\d{1,9})?(Z|\\+00:00))");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
            .withZone(ZoneOffset.UTC);
    private static final Pattern SINCE = Pattern.compile("(?<=[?&]since=)(\\d+)\\.(\\d{9})");

    /** From that real time on, the clock is so much ahead. */
    private record Step(long at, long ahead) {}

    private final List<Step> steps = new CopyOnWriteArrayList<>(List.of(new Step(Long.MIN_VALUE, 0)));

    /** The clock is now this much ahead of the real one, or behind it. */
    public void ahead(Duration by) {
        steps.add(new Step(nanos(Instant.now()), by.toSeconds() * SECOND));
    }

    /** The text with each stamp of the engine's as this clock gave it; as long as before. */
    String stamped(String text) {
        return STAMPS.matcher(text).replaceAll(this::stamped);
    }

    /** A request's line with the time since when events are wanted as the engine knows it. */
    String asked(String line) {
        return SINCE.matcher(line).replaceAll(since -> {
            long real = real(Long.parseLong(since.group(1)) * SECOND + Long.parseLong(since.group(2)));
            return "%d.%09d".formatted(Math.floorDiv(real, SECOND), Math.floorMod(real, SECOND));
        });
    }

    private String stamped(MatchResult stamp) {
        String nano = stamp.group("nano");
        if (nano != null) {
            return "\"timeNano\":" + shown(Long.parseLong(nano));
        }
        String second = stamp.group("second");
        if (second != null) {
            return "\"time\":" + shown(Long.parseLong(second) * SECOND) / SECOND;
        }
        Instant real = Instant.parse(stamp.group("day") + stamp.group("rest").replace("+00:00", "Z"));
        return SECONDS.format(Instant.ofEpochSecond(Math.floorDiv(shown(nanos(real)), SECOND))) + stamp.group("rest");
    }

    /** What the clock showed at that real time. */
    private long shown(long real) {
        long ahead = 0;
        for (Step step : steps) {
            if (step.at() <= real) {
                ahead = step.ahead();
            }
        }
        return real + ahead;
    }

    /** The latest real time at which the clock did not show more yet: an engine looks back from its newest event. */
    private long real(long shown) {
        List<Step> all = List.copyOf(steps);
        long end = Long.MAX_VALUE;
        for (Step step : all.reversed()) {
            long candidate = Math.min(shown - step.ahead(), end);
            if (candidate >= step.at()) {
                return candidate;
            }
            end = step.at();
        }
        return shown;
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * SECOND + at.getNano();
    }
}
