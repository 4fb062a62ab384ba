package io.dockmedic.api.trend;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** The highest of two numbers in each of the last sixty minutes: half a kilobyte. Safe for use by several threads. */
public final class Trend {
    /** How many minutes. */
    static final int MINUTES = 60;

    private static final int NONE = -1;
    private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

    private final int[] first = new int[MINUTES];
    private final int[] second = new int[MINUTES];
    private long minute;

    Trend() {
        Arrays.fill(first, NONE);
        Arrays.fill(second, NONE);
    }

    /** Takes in one reading; one that is older than the last hour changes nothing. */
    synchronized void add(Instant at, int one, int other) {
        long now = minute(at);
        advance(now);
        if (now > minute - MINUTES) {
            int slot = Math.floorMod(now, MINUTES);
            first[slot] = Math.max(first[slot], one);
            second[slot] = Math.max(second[slot], other);
        }
    }

    /** Whether there was nothing in the hour before that time. */
    synchronized boolean isOver(Instant at) {
        return minute(at) - minute >= MINUTES;
    }

    /** The first number, the oldest minute first and that of {@code now} last; null where nothing was read. */
    public synchronized JsonArray first(Instant now) {
        return values(first, now);
    }

    /** The second number. */
    public synchronized JsonArray second(Instant now) {
        return values(second, now);
    }

    private JsonArray values(int[] numbers, Instant now) {
        advance(minute(now));
        JsonArray values = new JsonArray();
        for (long one = minute - MINUTES + 1; one <= minute; one++) {
            int value = numbers[Math.floorMod(one, MINUTES)];
            values.add(value == NONE ? null : value);
        }
        return values;
    }

    /** Minutes between the last and this one have nothing in them. */
    private void advance(long now) {
        for (long empty = Math.max(minute + 1, now - MINUTES + 1); empty <= now; empty++) {
            first[Math.floorMod(empty, MINUTES)] = NONE;
            second[Math.floorMod(empty, MINUTES)] = NONE;
        }
        minute = Math.max(minute, now);
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / MINUTE;
    }
}
