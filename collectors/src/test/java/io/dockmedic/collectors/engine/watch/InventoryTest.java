package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Kill;
import java.time.Duration;
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
        assertThat(restored().judgeShutdown(new OutOfSight(LOST, true, false))).containsOnlyKeys("web", "httpd");
    }

    /** {@code docker kill -s QUIT} has a JVM write a thread dump. */
    @Test
    void aSignalThatWasOutlivedIsNotWhatStoppedIt() {
        stoppedByTheEngine("web");
        ran("app").killed(new Kill(LOST.minusSeconds(500), 3));
        stopped("app", LOST.minusMillis(1600), LOST.minusMillis(1200));

        assertThat(inventory.judgeShutdown(new OutOfSight(LOST, true, false))).containsOnlyKeys("web", "app")
                .allSatisfy((id, judgement) -> assertThat(judgement.intent()).isEqualTo(Intent.ENGINE_SHUTDOWN));
    }

    @Test
    void oneThatOutlivedItsSignalAndRanWhenTheEngineWasGoneWasNotStopped() {
        stoppedByTheEngine("web");
        ran("app").killed(new Kill(LOST.minusSeconds(500), 3));

        assertThat(inventory.judgeShutdown(new OutOfSight(LOST, true, false))).isEqualTo(Map.of());
    }

    /** The first signal of a stop alone would be too old: the second was sent in its time. */
    @Test
    void whatDiedLateAfterItsForcedStopWentWithTheOthers() {
        ran("web");
        stopped("web", LOST.minusSeconds(17), LOST.minusSeconds(16));
        ran("db").killed(new Kill(LOST.minusSeconds(17), 15));
        stopped("db", LOST.minusSeconds(7), LOST.minusMillis(1200), 9);

        assertThat(inventory.judgeShutdown(new OutOfSight(LOST, true, false))).containsOnlyKeys("web", "db");
    }

    @Test
    void howLongItMayTakeToStopIsKnownAlsoAfterOurRestart() {
        ran("web");
        stopped("web", LOST.minusSeconds(30), LOST.minusSeconds(29));
        ran("db").signals().stopWithin(Duration.ofSeconds(60));
        stopped("db", LOST.minusSeconds(30), LOST.minusMillis(1200));

        assertThat(restored().judgeShutdown(new OutOfSight(LOST, true, false))).containsOnlyKeys("web", "db");
    }

    private Inventory restored() {
        Inventory restored = new Inventory();
        restored.restore(
                inventory.ids().stream().map(id -> inventory.known(id).orElseThrow().memory()).toList());
        return restored;
    }

    private void stopped(String id, Instant at, Instant died) {
        stopped(id, at, died, 15);
    }

    private void stopped(String id, Instant at, Instant died, int signal) {
        Tracker tracker = inventory.known(id).orElseThrow();
        tracker.killed(new Kill(at, signal));
        tracker.ended(new Tracker.End(died, 0, new Judgement(Intent.ASKED, false, List.of("kill"))), false, 0, false);
    }

    private void stoppedByTheEngine(String id) {
        stoppedByTheEngine(id, 15);
    }

    private void stoppedByTheEngine(String id, int signal) {
        ran(id);
        stopped(id, LOST.minusMillis(1600), LOST.minusMillis(1200), signal);
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
