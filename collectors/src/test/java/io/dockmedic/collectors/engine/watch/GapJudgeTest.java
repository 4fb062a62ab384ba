package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Kill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine's record of a request says nothing after a signal that a container outlived: that has set it. */
class GapJudgeTest {
    private static final Instant RUN = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant LOST = RUN.plus(Duration.ofDays(3));
    private static final Judgement ASKED = new Judgement(Intent.ASKED, false, List.of("kill"));
    private static final Judgement SHUTDOWN = new Judgement(Intent.ENGINE_SHUTDOWN, false, List.of("burst"));
    private static final int QUIT = 3;
    private static final int KILL = 9;
    private static final int TERM = 15;

    private final Tracker tracker = Tracker.fresh(Facts.of("c1", Map.of("name", "web")));

    @BeforeEach
    void itRuns() {
        tracker.began(RUN, 0);
    }

    @Test
    void aSignalLongBeforeWeWereAwayMakesNoCrashAPersonsStop() {
        tracker.killed(new Kill(RUN.plusSeconds(60), QUIT));
        assertThat(diedUnseen()).isEqualTo(Intent.UNKNOWN);
    }

    @Test
    void oneRightBeforeWeWereAwayMayHaveEndedIt() {
        tracker.killed(new Kill(LOST.minusSeconds(15), TERM));
        assertThat(diedUnseen()).isEqualTo(Intent.ASKED);
    }

    @Test
    void aContainerMayTakeAsLongAsItIsGiven() {
        tracker.signals().stopWithin(Duration.ofMinutes(1));
        tracker.killed(new Kill(LOST.minusSeconds(50), TERM));
        assertThat(diedUnseen()).isEqualTo(Intent.ASKED);
    }

    @Test
    void aSignalThatWasOutlivedMakesNoShutdownAPersonsStop() {
        tracker.killed(new Kill(RUN.plusSeconds(60), QUIT));
        assertThat(anew(end(TERM, 1))).isEqualTo(Intent.ENGINE_SHUTDOWN);
    }

    @Test
    void aPersonsStopByForceStaysAPersons() {
        tracker.killed(new Kill(LOST.minusSeconds(21), TERM));
        assertThat(anew(end(KILL, 10))).isEqualTo(Intent.ASKED);
    }

    private Intent diedUnseen() {
        return judge(Map.of()).judge(tracker, 1).intent();
    }

    private Intent anew(Tracker.End end) {
        return judge(Map.of("c1", SHUTDOWN)).judgeAnew(tracker, end).intent();
    }

    /** A second before the engine was lost, so long after its last signal. */
    private Tracker.End end(int signal, int seconds) {
        Instant died = LOST.minusSeconds(1);
        tracker.killed(new Kill(died.minusSeconds(seconds), signal));
        return new Tracker.End(died, 0, ASKED);
    }

    private static GapJudge judge(Map<String, Judgement> shutdown) {
        return new GapJudge(Optional.of(true), shutdown, Absence.OURS, true, LOST);
    }
}
