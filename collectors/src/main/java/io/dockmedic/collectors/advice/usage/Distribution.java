package io.dockmedic.collectors.advice.usage;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often a value was how large: counts in steps of 3 %, so a quantile is at most 3 % above what it was; the maximum is
 * exact. What is between the smallest and the largest step takes memory only where something was counted, at most about
 * 1500 steps for all values there are. Not safe for use by several threads.
 */
public final class Distribution {
    private static final double STEP = Math.log(1.03);

    private final SortedMap<Integer, Integer> counts = new TreeMap<>();
    private long max;
    private long total;

    /** @param value not negative */
    public void add(long value) {
        counts.merge(step(value), 1, Integer::sum);
        max = Math.max(max, value);
        total++;
    }

    /** Adds all of another one. */
    public void add(Distribution other) {
        other.counts.forEach((step, count) -> counts.merge(step, count, Integer::sum));
        max = Math.max(max, other.max);
        total += other.total;
    }

    public long max() {
        return max;
    }

    /** How many values. */
    public long total() {
        return total;
    }

    /**
     * The value that so many are not above, rounded up to its step; 0 without values.
     *
     * @param share 0.99 for all but one in a hundred
     */
    public long quantile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (Map.Entry<Integer, Integer> one : counts.entrySet()) {
            seen += one.getValue();
            if (seen >= rank) {
                return Math.min(max, top(one.getKey()));
            }
        }
        return 0;
    }

    /** As {@link #read} takes it: {@code max step:count …}. */
    public String text() {
        StringBuilder text = new StringBuilder().append(max);
        counts.forEach((step, count) -> text.append(' ').append(step).append(':').append(count));
        return text.toString();
    }

    /** @throws IllegalArgumentException when {@link #text} did not write it */
    public static Distribution read(String text) {
        Distribution read = new Distribution();
        String[] words = text.split(" ", -1);
        read.max = Long.parseLong(words[0]);
        for (int at = 1; at < words.length; at++) {
            int colon = words[at].indexOf(':');
            int count = Integer.parseInt(words[at], colon + 1, words[at].length(), 10);
            read.counts.merge(Integer.parseInt(words[at], 0, Math.max(0, colon), 10), count, Integer::sum);
            read.total += count;
        }
        return read;
    }

    /** 0 is a step of its own. */
    private static int step(long value) {
        return value <= 0 ? -1 : (int) Math.floor(Math.log((double) value) / STEP);
    }

    private static long top(int step) {
        return step < 0 ? 0 : (long) Math.floor(Math.exp((step + 1) * STEP));
    }
}
