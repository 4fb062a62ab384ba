package io.dockmedic.collectors.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.intent.ShutdownJudge.Stopped;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownJudgeTest {
    private static final Instant T = Instant.parse("2026-03-01T03:00:00Z");

    @Test
    void aBurstOverEverythingRightBeforeTheEngineIsGoneIsItsShutdown() {
        var judged = ShutdownJudge.judge(
                List.of(stopped("a", 0, 100), stopped("b", 10, 10_050), stopped("c", 20, 120)), false, at(11_200));

        assertThat(judged).containsOnlyKeys("a", "b", "c");
        assertThat(judged.values()).allMatch(judgement -> judgement.intent() == Intent.ENGINE_SHUTDOWN);
    }

    @Test
    void anEngineThatWaitsForItsClientsBeforeItIsGoneStoppedThemToo() {
        var judged = ShutdownJudge.judge(List.of(stopped("a", 0, 100), stopped("b", 10, 166)), false, at(5_177));

        assertThat(judged).containsOnlyKeys("a", "b");
    }

    @Test
    void aPersonsStopBeforeTheBurstStaysAPersons() {
        var judged = ShutdownJudge.judge(
                List.of(stopped("person", -3_000, -2_900), stopped("a", 0, 100), stopped("b", 10, 110)), false,
                at(1_200));

        assertThat(judged).containsOnlyKeys("a", "b");
    }

    @Test
    void whileSomethingElseStillRanItWasNoShutdown() {
        assertThat(ShutdownJudge.judge(List.of(stopped("a", 0, 100), stopped("b", 10, 110)), true, at(1_200)))
                .isEmpty();
    }

    @Test
    void anEngineThatWentMuchLaterDidNotStopThem() {
        assertThat(ShutdownJudge.judge(List.of(stopped("a", 0, 100), stopped("b", 10, 110)), false, at(60_000)))
                .isEmpty();
    }

    @Test
    void theOnlyContainerStoppedRightBeforeCouldBeEither() {
        assertThat(ShutdownJudge.judge(List.of(stopped("a", 0, 100)), false, at(1_200)).values())
                .singleElement()
                .returns(Intent.UNKNOWN, Judgement::intent);
    }

    @Test
    void nothingStoppedMeansNothingToJudge() {
        assertThat(ShutdownJudge.judge(List.of(), false, at(0))).isEmpty();
    }

    private static Stopped stopped(String id, long firstKill, long died) {
        return new Stopped(id, at(firstKill), at(died));
    }

    private static Instant at(long millis) {
        return T.plusMillis(millis);
    }
}
