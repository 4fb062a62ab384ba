package io.dockmedic.collectors.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge's table, case by case; the same timelines run against a real engine in {@code IntentTimelinesTest}. */
class IntentJudgeTest {
    private static final Instant DIED = Instant.parse("2026-03-01T03:00:00Z");

    @Test
    void deathWithoutAnySignalIsNotAsked() {
        assertThat(judged(death(1))).isEqualTo(Intent.NOT_ASKED);
    }

    @Test
    void outsideSigkillIsNotAskedAlthoughItsExitCodeLooksLikeAKill() {
        assertThat(judged(death(137))).isEqualTo(Intent.NOT_ASKED);
    }

    @Test
    void termInTimeIsAsked() {
        assertThat(judged(death(143, kill(15, 100)))).isEqualTo(Intent.ASKED);
    }

    @Test
    void forcedStopIsAskedByItsFirstSignalAndByItsSecond() {
        assertThat(judged(death(137, kill(15, 10_040), kill(9, 30)))).isEqualTo(Intent.ASKED);
    }

    @Test
    void killIsAsked() {
        assertThat(judged(death(137, kill(9, 20)))).isEqualTo(Intent.ASKED);
    }

    @Test
    void theContainersOwnStopSignalAsksItToDie() {
        Death death = new Death(DIED, 0, List.of(kill(28, 50)), Signal.number("SIGWINCH"), Duration.ofSeconds(10),
                false);

        assertThat(judged(death)).isEqualTo(Intent.ASKED);
    }

    @Test
    void hupAndUsr1BeforeADeathDoNotAskForIt() {
        Judgement judgement = IntentJudge.judge(death(1, kill(1, 500), kill(10, 200))).orElseThrow();

        assertThat(judgement.intent()).isEqualTo(Intent.NOT_ASKED);
        assertThat(judgement.evidence()).containsExactly(
                "SIGHUP was sent through the engine; it is not a request to die",
                "SIGUSR1 was sent through the engine; it is not a request to die");
    }

    @Test
    void ignoredTermLongBeforeIsNoRequestUnlessAStopFollows() {
        Death late = death(1, kill(15, 60_000));

        assertThat(IntentJudge.judge(late)).as("only the stop can tell").isEmpty();
        assertThat(IntentJudge.afterWaiting(late.stopped(false)).intent()).isEqualTo(Intent.NOT_ASKED);
        assertThat(IntentJudge.afterWaiting(late.stopped(true)).intent()).isEqualTo(Intent.ASKED);
    }

    @Test
    void aStopSaidBeforeTheDeathSettlesAtOnceWhatAnOldSignalCannot() {
        assertThat(judged(death(0, kill(15, 30_000)).stopped(true))).isEqualTo(Intent.ASKED);
        assertThat(judged(death(1, kill(Signal.UNTRUSTED, 30)).stopped(true))).isEqualTo(Intent.ASKED);
    }

    @Test
    void termAtTheVeryEndOfItsTimeStillCounts() {
        assertThat(judged(death(143, kill(15, 15_000)))).isEqualTo(Intent.ASKED);
        assertThat(IntentJudge.judge(death(143, kill(15, 15_001)))).isEmpty();
    }

    @Test
    void hiddenSignalIsTakenForARequestOnlyWithProof() {
        Death killed = death(137, kill(Signal.UNTRUSTED, 30));
        Death ended = death(1, kill(Signal.UNTRUSTED, 30));

        assertThat(IntentJudge.judge(killed)).isEmpty();
        assertThat(IntentJudge.afterWaiting(ended.stopped(true)).intent()).isEqualTo(Intent.ASKED);
        assertThat(IntentJudge.afterWaiting(killed.stopped(false)).intent()).isEqualTo(Intent.ASKED);
        assertThat(IntentJudge.afterWaiting(ended.stopped(false)).intent()).isEqualTo(Intent.UNKNOWN);
    }

    @Test
    void hiddenSignalLongBeforeIsNobodysRequest() {
        Death death = death(1, kill(Signal.UNTRUSTED, 60_000));

        assertThat(IntentJudge.afterWaiting(death.stopped(false)).intent()).isEqualTo(Intent.NOT_ASKED);
    }

    private static Intent judged(Death death) {
        return IntentJudge.judge(death).orElseThrow().intent();
    }

    private static Kill kill(int signal, long millisBeforeDeath) {
        return new Kill(DIED.minusMillis(millisBeforeDeath), signal);
    }

    private static Death death(int exitCode, Kill... kills) {
        return new Death(DIED, exitCode, List.of(kills), Signal.TERM, Duration.ofSeconds(10), false);
    }
}
