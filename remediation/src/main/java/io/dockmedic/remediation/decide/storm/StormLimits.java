package io.dockmedic.remediation.decide.storm;

import java.time.Duration;

/**
 * When it is a storm.
 *
 * @param services more services than this in trouble, where {@code percent} of all are not more
 * @param percent  of all services, from 1 to 100
 * @param image    more services than this of one image in trouble, when they are at least half of that image's
 * @param within   how long a service counts after it fell into trouble
 * @param calm     a storm is over when no service has fallen into trouble for this long
 */
public record StormLimits(int services, int percent, int image, Duration within, Duration calm) {
    /** What holds with no configuration. */
    public static final StormLimits DEFAULT = new StormLimits(5, 30, 3, Duration.ofMinutes(5), Duration.ofMinutes(10));

    private static final int ALL = 100;

    /** {@link #within}, for a person. */
    String withinText() {
        return text(within);
    }

    /** {@link #calm}, for a person. */
    public String calmText() {
        return text(calm);
    }

    private static String text(Duration span) {
        return span.toSecondsPart() == 0 ? span.toMinutes() + " min" : span.toSeconds() + " s";
    }

    /** So many services of {@code all} may be in trouble at once. */
    int most(int all) {
        return Math.max(services, all * percent / ALL);
    }
}
