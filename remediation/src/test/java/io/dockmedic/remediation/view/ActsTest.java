package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActsTest {
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final String NEW = "b".repeat(64);
    private static final String NEWER = "c".repeat(64);

    private final Acts acts = new Acts(Duration.ofHours(1));

    private static Act act(String container, String made, String outcome) {
        return new Act(new ActRecord("a-" + container, AT, "i1", "r", "web", container, "recreate", 0, 0, null,
                AT.plusSeconds(60), "recreate", Map.of(ActRecord.SUCCESSOR, made), false, false), outcome, "");
    }

    private String now() {
        return acts.now(Samples.container(Samples.CONSENT)).id();
    }

    @Test
    void aContainerThatWasReplacedIsTheOneInItsPlace() {
        assertThat(now()).isEqualTo(Samples.ID);
        acts.replaced(Samples.ID, NEW);
        assertThat(now()).isEqualTo(NEW);
        acts.replaced(NEW, NEWER);
        assertThat(now()).isEqualTo(NEWER);
        assertThat(acts.now(Samples.container(Samples.CONSENT)).labels()).isEqualTo(Samples.CONSENT);
    }

    @Test
    void soItIsAfterARestartOfOursUnlessItWasTakenBack() {
        acts.remember(List.of(act(Samples.ID, NEW, "done"), act(NEW, NEWER, Act.UNDONE)));

        assertThat(now()).isEqualTo(NEW);
    }

    @Test
    void whatCameOfAnActOfBeforeMayBeSeenSinceItEndedOrWasIntended() {
        Act open = act(Samples.ID, NEW, "open");
        Act done = act(NEW, NEWER, "done");
        acts.remember(List.of(open, new Act(done.intent(), "done", "", AT.plusSeconds(9))));
        acts.began(act(NEWER, "", "open").intent());

        acts.ended(open.intent().id(), "done", "");
        assertThat(acts.before(open.intent().id())).contains(AT);
        assertThat(acts.before(done.intent().id())).contains(AT.plusSeconds(9));
        assertThat(acts.before("a-" + NEWER)).isEmpty();
    }

    @Test
    void whatStaysIsInItsPlaceWhateverCameOfIt() {
        acts.remember(List.of(new Act(new ActRecord("a1", AT, "i1", "r", "web", Samples.ID, "recreate", 0, 0, null,
                AT.plusSeconds(60), "recreate", Map.of(ActRecord.SUCCESSOR, NEW, "stays", "yes"), false, false),
                Act.FAILED, ""), act(NEW, NEWER, Act.FAILED)));

        assertThat(now()).isEqualTo(NEW);
    }

    @Test
    void whatMayBeHeldStillForGoodIsNews() {
        for (String outcome : List.of("unknown", Act.FAILED)) {
            Acts some = new Acts(Duration.ofHours(1));
            some.began(new ActRecord("a1", AT, "i1", "r", "web", NEW, "backup-volume", 0, 0, null, AT.plusSeconds(60),
                    "backup-volume", ActRecord.HELD_MEANWHILE, false, false));
            assertThat(some.changed("web", "i1")).isFalse();
            some.ended("a1", outcome, "");
            assertThat(some.changed("web", "i1")).as(outcome).isEqualTo(outcome.equals("unknown"));
            assertThat(some.find("a1")).isPresent();
            assertThat(some.find("a2")).isEmpty();
        }
    }

    @Test
    void whatWasTakenBackCountsAgainstBudgets() {
        acts.remember(List.of(act(Samples.ID, NEW, Act.UNDONE), act(NEW, NEWER, Act.REFUSED)));

        assertThat(acts.spent("web", "r", "recreate").service()).hasSize(1);
    }

    @Test
    void anActOnSeveralCountsForEachOfThemAndOnceForTheHost() {
        acts.began(act(Samples.ID, "", "open").intent());
        acts.on("a-" + Samples.ID, List.of("shop/db/1", "web"));
        acts.ended("a-" + Samples.ID, Act.FAILED, "");

        assertThat(acts.spent("shop/db/1", "r", "recreate").service()).hasSize(1);
        assertThat(acts.spent("web", "r", "recreate").service()).hasSize(1);
        assertThat(acts.spent("shop/api/1", "r", "recreate").service()).isEmpty();
        assertThat(acts.spent("shop/db/1", "r", "recreate").host()).hasSize(1);
        assertThat(acts.spent("shop/db/1", "r", "recreate").action()).hasSize(1);
        assertThat(acts.spent("web", "r", "restart").action()).as("another action").isEmpty();
        assertThat(acts.recent("shop/db/1", AT)).hasSize(1);
    }
}
