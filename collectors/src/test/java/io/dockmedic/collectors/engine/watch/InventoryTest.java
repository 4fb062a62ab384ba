package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Kill;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom the engine's shutdown took along. */
class InventoryTest {
    private static final Instant LOST = Instant.parse("2026-03-01T02:00:00Z");

    private final Inventory inventory = new Inventory();

    @Test
    void oneInTheMiddleOfOurRestartWentWithTheOthers() {
        stoppedByTheEngine("web");
        restarting("db").stopSaid(LOST.minusMillis(1500));

        assertThat(inventory.judgeShutdown(new OutOfSight(LOST, true, false))).containsOnlyKeys("web", "db")
                .allSatisfy((id, judgement) -> assertThat(judgement.intent()).isEqualTo(Intent.ENGINE_SHUTDOWN));
    }

    @Test
    void oneThatAPersonStoppedInOurRestartLongBeforeDidNot() {
        stoppedByTheEngine("web");
        restarting("db").stopSaid(LOST.minusSeconds(30));

        assertThat(inventory.judgeShutdown(new OutOfSight(LOST, true, false))).containsOnlyKeys("web");
    }

    @Test
    void ourOwnRestartIsNoSignOfAShutdown() {
        restarting("db");

        assertThat(inventory.judgeShutdown(new OutOfSight(LOST, true, false))).isEqualTo(Map.of());
    }

    /** As a web server does with WINCH: known from before, for nothing has been looked at again when this is judged. */
    @Test
    void oneThatStopsByASignalOfItsOwnWentWithTheOthersAlsoAfterOurRestart() {
        stoppedByTheEngine("web");
        stoppedByTheEngine("httpd", 28);
        inventory.known("httpd").orElseThrow().signals().stopBy(28);
        Inventory restored = new Inventory();
        restored.restore(
                inventory.ids().stream().map(id -> inventory.known(id).orElseThrow().memory()).toList());

        assertThat(restored.judgeShutdown(new OutOfSight(LOST, true, false))).containsOnlyKeys("web", "httpd");
    }

    private void stoppedByTheEngine(String id) {
        stoppedByTheEngine(id, 15);
    }

    private void stoppedByTheEngine(String id, int signal) {
        Tracker tracker = ran(id);
        tracker.killed(new Kill(LOST.minusMillis(1600), signal));
        tracker.ended(new Tracker.End(LOST.minusMillis(1200), 0, new Judgement(Intent.ASKED, false, List.of("kill"))),
                false, 0, false);
    }

    private Tracker restarting(String id) {
        Tracker tracker = ran(id);
        tracker.ended(new Tracker.End(LOST.minusSeconds(40), 0, new Judgement(Intent.ASKED, true, List.of("act"))),
                false, 0, false);
        return tracker;
    }

    private Tracker ran(String id) {
        Tracker tracker = inventory.of(new Container(id, id, "image", Map.of(), Service.of(id, Map.of()), false));
        tracker.began(LOST.minusSeconds(600), 0);
        return tracker;
    }
}
