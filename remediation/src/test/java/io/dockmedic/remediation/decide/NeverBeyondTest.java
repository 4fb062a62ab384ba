package io.dockmedic.remediation.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens in whatever order, restarts and set clocks included, no act is beyond a budget or the cooldown, in a
 * maintenance window, a pause, a silence, a dry-run or a storm. {@link World} draws what happens and asks the guards;
 * {@link Oracle} knows by other means what must not be done.
 */
class NeverBeyondTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noSequenceOfEventsClockStepsAndRestartsLeadsBeyondALimit(long seed) {
        int acts = 0;
        for (int run = 0; run < 40; run++) {
            World world = new World(1_000 * seed + run);
            for (int step = 0; step < 300; step++) {
                world.step();
            }
            assertThat(world.broken()).as("seed %d, run %d: %s", seed, run, world.told()).isEmpty();
            acts += world.acts();
        }
        assertThat(acts).as("acts that were allowed").isGreaterThan(200);
    }
}
