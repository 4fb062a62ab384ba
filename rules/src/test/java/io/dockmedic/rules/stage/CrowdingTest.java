package io.dockmedic.rules.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.file.RuleFile;
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
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> due = new ArrayList<>();
    private final Timers timers = (Duration delay, Runnable work) -> {
        assertThat(delay).isEqualTo(Duration.ofMinutes(10));
        due.add(work);
        return () -> due.remove(work);
    };
    private final Crowding crowding = Crowding.ofKeys(bench.engine(),
            (of, full, says) -> told.add(of + " " + full + " " + says), health, timers);

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
        assertThat(status()).as("nobody asked, and there is none").isEqualTo(Health.Status.DEGRADED);
        bench.happens(Happenings.of("c0")::started).after(24 * 3_600).after(1);
        due.removeFirst().run();
        assertThat(status()).isEqualTo(Health.Status.UP);
        String says = "new keys are refused, so something is not watched: "
                + "10000 keys of at most 15000, 10000 of at most 10000 are of Fine; is its 'by' too fine?";
        assertThat(told).containsExactly("KEYS true " + says, "KEYS true " + says, "KEYS false ");
        died(ROOM + 2);
        died(ROOM + 3);
        assertThat(status()).isEqualTo(Health.Status.DEGRADED);
        crowding.close();
        assertThat(due).isEmpty();
    }

    @Test
    void aWhileAfterAStartRulesHearThatThereIsRoomUnlessThereIsNone() {
        crowding.begin();
        assertThat(due).hasSize(1);
        due.removeFirst().run();
        assertThat(told).containsExactly("KEYS false ");
        assertThat(health.parts()).as("nothing was said before").isEmpty();
        crowding.begin();
        for (int i = 0; i <= ROOM; i++) {
            died(i);
        }
        assertThat(told).hasSize(2).last().asString().startsWith("KEYS true ");
        assertThat(due).as("one timer").hasSize(1);
    }

    /** That what was quiet keeps less evidence is said as well, of itself. */
    @Test
    void evidenceThatIsThinnedDegradesToo() {
        RuleBench small = new RuleBench(
                RuleBench.load(List.of(new RuleFile("test.yml",
                        """
                                groups:
                                  - name: test
                                    rules:
                                      - {alert: Often, on: container.died, count: {at_least: 9, within: 1h}, resolve: {on: container.started}}
                                """))),
                0, 8_000);
        Crowding evidence = Crowding.ofEvidence(small.engine(), (of, full, says) -> told.add(of + " " + full),
                health, timers);
        for (int i = 0; i < 10; i++) {
            evidence.look();
            assertThat(health.parts()).isEmpty();
            small.happens(at -> Happenings.of("web").died(at, 1)).after(1);
            small.happens(at -> Happenings.of("web").died(at, 1)).after(1);
            small.happens(at -> Happenings.of("web").died(at, 1)).after(1);
            small.happens(at -> Happenings.of("db").died(at, 1)).after(1);
            if (small.engine().thinned() > 0) {
                break;
            }
        }
        evidence.look();
        assertThat(health.parts()).hasEntrySatisfying("rules.evidence", part -> {
            assertThat(part.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(part.reason())
                    .startsWith("of what was quiet for longest only the first and the last event are kept as "
                            + "evidence, for want of room: 0.0 MB of at most 0.0, estimated");
        });
        due.removeFirst().run();
        assertThat(health.parts().get("rules.evidence")).extracting(Health.Part::status).isEqualTo(Health.Status.UP);
    }
}
