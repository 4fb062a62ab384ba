package io.dockmedic.rules.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CrowdingTest {
    private static final int ROOM = 10_000;

    private final RuleBench bench = new RuleBench("""
            groups:
              - name: test
                rules:
                  - {alert: Fine, on: container.died, by: [event.name], resolve: {on: container.started}}
            """);
    private final Health health = new Health();
    private final List<Runnable> due = new ArrayList<>();
    private final Timers timers = (Duration delay, Runnable work) -> {
        assertThat(delay).isEqualTo(Duration.ofMinutes(10));
        due.add(work);
        return () -> due.remove(work);
    };
    private final Crowding crowding = new Crowding(bench.engine(), health, timers);

    private void died(int which) {
        bench.happens(at -> Happenings.of("c" + which).died(at, 1));
        crowding.look();
    }

    private Health.Status status() {
        return Objects.requireNonNull(health.parts().get("rules.keys")).status();
    }

    @Test
    void theFirstKeyThatIsRefusedDegradesAndAWhileWithoutOneIsWellAgain() {
        for (int i = 0; i < ROOM; i++) {
            died(i);
        }
        assertThat(health.parts()).isEmpty();
        died(ROOM);
        assertThat(health.parts()).hasEntrySatisfying("rules.keys", part -> {
            assertThat(part.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(part.reason()).isEqualTo("new keys are refused, so something is not watched: "
                    + "10000 keys of at most 15000, 10000 of at most 10000 are of Fine; is its 'by' too fine?");
        });
        died(ROOM + 1);
        assertThat(due).as("one timer").hasSize(1);
        due.removeFirst().run();
        assertThat(status()).as("refused meanwhile").isEqualTo(Health.Status.DEGRADED);
        due.removeFirst().run();
        assertThat(status()).isEqualTo(Health.Status.UP);
        died(ROOM + 2);
        assertThat(status()).isEqualTo(Health.Status.DEGRADED);
        crowding.close();
        assertThat(due).isEmpty();
    }
}
