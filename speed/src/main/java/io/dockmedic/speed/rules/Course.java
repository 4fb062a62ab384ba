package io.dockmedic.speed.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The same events for every side. No two of them are exactly a window apart, so that it does not matter on which side of its edge a
 * side counts.
 *
 * @param happenings in the order in which they happen
 */
public record Course(List<Happening> happenings) {
    /** Events of a course: five minutes, five windows. */
    public static final int EVENTS = 30_000;

    /** The rule: so many in so long. */
    static final int AT_LEAST = 3;
    static final long WITHIN_MILLIS = 60_000;

    private static final int STEP_MILLIS = 10;
    private static final int UNEVEN = 7;
    private static final int PERCENT = 100;

    /** The scenario's, by a fixed seed. */
    public static Course of(Scenario scenario) {
        Random random = new Random(20_261_101);
        List<Happening> happenings = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String name = "c" + random.nextInt(scenario.keys());
            long at = (long) i * STEP_MILLIS + i % UNEVEN;
            boolean recovers = random.nextInt(PERCENT) < scenario.percentOfRecoveries();
            int exitCode = random.nextInt(PERCENT) < scenario.percentOfErrors() ? 1 : 0;
            happenings.add(recovers ? new Happening.Recovery(name, at) : new Happening.Death(name, at, exitCode));
        }
        return new Course(List.copyOf(happenings));
    }
}
