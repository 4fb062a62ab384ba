package io.dockmedic.remediation.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens in whatever order, restarts and set clocks included, no act is beyond a budget or the cooldown, its group's
 * where it has one, what a stack's restart came to counted; without a yes where one is needed; in a
 * maintenance window, a pause, a silence, a dry-run or a storm; out of a
 * quiet time where it is for one. {@link World} draws what happens and asks the guards;
 * {@link Oracle} knows by other means what must not be done.
 */
class NeverBeyondTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noSequenceOfEventsClockStepsAndRestartsLeadsBeyondALimit(long seed) {
        Map<String, Integer> acts = new TreeMap<>();
        int quietly = 0;
        for (int run = 0; run < 40; run++) {
            World world = new World(1_000 * seed + run);
            for (int step = 0; step < 300; step++) {
                world.step();
            }
            assertThat(world.broken()).as("seed %d, run %d: %s", seed, run, world.told()).isEmpty();
            quietly += world.quietly();
            world.acts().forEach((action, count) -> acts.merge(action, count, Integer::sum));
        }
        assertThat(acts.values().stream().mapToInt(Integer::intValue).sum()).as("acts that were allowed: %s", acts)
                .isGreaterThan(200);
        assertThat(quietly).as("acts in a quiet time").isGreaterThan(5);
        assertThat(acts).as("nobody can say yes to limits")
                .containsOnlyKeys("restart", "start", "recreate",
                        "restart-stack", "stop");
    }
}
