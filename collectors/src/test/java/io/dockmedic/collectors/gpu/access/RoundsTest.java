package io.dockmedic.collectors.gpu.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.GpuAccess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NEVER = Instant.EPOCH;

    private final Rounds rounds = new Rounds(AccessSettings.of(true, Path.of("/"), List.of()));
    private final Entrusted train = People.of("train", START, false);

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private List<String> due(int seconds, Entrusted... all) {
        return due(seconds, NEVER, all);
    }

    private List<String> due(int seconds, Instant reload, Entrusted... all) {
        return rounds.due(List.of(all), reload, at(seconds)).stream().map(Entrusted::id).toList();
    }

    private String heard(Entrusted one, Said said, int seconds) {
        return rounds.heard(one, said, at(seconds)).map(word -> word.access() + " " + word.why()).orElse("later");
    }

    @Test
    void oneIsAskedTenSecondsAfterItsStartAndEveryFiveMinutes() {
        assertThat(due(9, train)).isEmpty();
        assertThat(due(10, train)).containsExactly("train");
        assertThat(heard(train, new Said.Opened(), 10)).isEqualTo("OK ");
        assertThat(due(309, train)).isEmpty();
        assertThat(due(310, train)).containsExactly("train");
        Entrusted anew = People.of("train", at(311), false);
        assertThat(due(320, anew)).isEmpty();
        assertThat(due(321, anew)).as("another run").containsExactly("train");
    }

    @Test
    void anEnginesClockThatIsAheadHoldsNothingUp() {
        Entrusted ahead = People.of("ahead", at(3600), false);
        assertThat(due(0, ahead)).isEmpty();
        assertThat(due(10, ahead)).containsExactly("ahead");
    }

    @Test
    void whatIsDeniedIsAskedOnceMoreBeforeThatIsSaid() {
        due(10, train);
        assertThat(heard(train, new Said.Denied(), 10)).isEqualTo("later");
        assertThat(due(14, train)).isEmpty();
        assertThat(due(15, train)).containsExactly("train");
        assertThat(heard(train, new Said.Opened(), 15)).as("it was for a moment").isEqualTo("OK ");
        assertThat(heard(train, new Said.Denied(), 315)).isEqualTo("later");
        assertThat(heard(train, new Said.Denied(), 320)).isEqualTo("LOST its control group denies it /dev/nvidiactl");
        assertThat(due(619, train)).isEmpty();
        assertThat(due(620, train)).containsExactly("train");
        assertThat(heard(train, new Said.Denied(), 620)).as("no news").startsWith("LOST");
    }

    @Test
    void whatSomethingMayHaveOpenStillIsHeldAndNotLost() {
        Entrusted busy = People.of("train", START, true);
        heard(busy, new Said.Opened(), 10);
        heard(busy, new Said.Denied(), 310);
        assertThat(heard(busy, new Said.Denied(), 315)).startsWith("HELD");
        assertThat(heard(train, new Said.Denied(), 615)).as("it has ended").startsWith("LOST");
    }

    @Test
    void whatMayHaveBegunToUseItSinceItsGpuWasReadIsNotLost() {
        Entrusted before = People.of("train", START, false, at(310));
        heard(before, new Said.Opened(), 10);
        assertThat(heard(before, new Said.Denied(), 310)).isEqualTo("later");
        assertThat(heard(before, new Said.Denied(), 315)).as("not read since").isEqualTo("later");
        assertThat(due(319, before)).isEmpty();
        assertThat(due(320, before)).containsExactly("train");
        assertThat(heard(People.of("train", START, true, at(311)), new Said.Denied(), 320)).startsWith("HELD");
        assertThat(heard(People.of("train", START, false, at(600)), new Said.Denied(), 620)).startsWith("LOST");
    }

    @Test
    void aGpuThatIsNotReadAnyMoreIsNotWaitedForForGood() {
        Entrusted before = People.of("train", START, false, at(9));
        heard(before, new Said.Opened(), 10);
        heard(before, new Said.Denied(), 310);
        assertThat(heard(before, new Said.Denied(), 609)).isEqualTo("later");
        assertThat(heard(before, new Said.Denied(), 610)).startsWith("HELD");
    }

    /** AMD's driver says so to a program of 32 bits, and a folder with all devices shows what a container was not given. */
    @Test
    void whatCouldNotOpenItBeforeHasNotLostIt() {
        assertThat(heard(train, new Said.Denied(), 10)).isEqualTo("later");
        assertThat(heard(train, new Said.Denied(), 15))
                .isEqualTo("UNKNOWN it was not seen to open /dev/nvidiactl since its start, or since ours");
        assertThat(heard(People.of("train", START, true), new Said.Denied(), 315)).startsWith("UNKNOWN");
        heard(train, new Said.Opened(), 615);
        heard(train, new Said.Denied(), 915);
        assertThat(heard(train, new Said.Denied(), 920)).as("it could, since").startsWith("LOST");
        Entrusted anew = People.of("train", at(930), false);
        heard(anew, new Said.Denied(), 940);
        assertThat(heard(anew, new Said.Denied(), 945)).as("made anew, which did not help").startsWith("UNKNOWN");
    }

    @Test
    void thatItCouldIsNotForgottenWhileItsGpuIsNotWell() {
        due(10, train);
        heard(train, new Said.Opened(), 10);
        assertThat(due(20)).as("none may be asked").isEmpty();
        due(310, train);
        heard(train, new Said.Denied(), 310);
        assertThat(heard(train, new Said.Denied(), 315)).startsWith("LOST");
    }

    @Test
    void anyOtherAnswerIsNoFaultAndWhatLastsIsNotAskedForAgain() {
        due(10, train);
        assertThat(heard(train, new Said.Unclear("its user may not open it", false), 10))
                .isEqualTo(GpuAccess.UNKNOWN + " its user may not open it");
        assertThat(due(310, train)).containsExactly("train");
        heard(train, new Said.Unclear("there is no dd in it", true), 310);
        assertThat(rounds.mute()).isEqualTo(1);
        assertThat(due(3600, train)).isEmpty();
        assertThat(due(3600, People.of("train", at(3000), false))).as("another run").hasSize(1);
        assertThat(rounds.mute()).isZero();
    }

    @Test
    void allAreDueWhenSystemdHasReadItsUnits() {
        due(10, at(-100), train);
        heard(train, new Said.Opened(), 10);
        assertThat(due(20, at(-100), train)).isEmpty();
        assertThat(due(30, at(29), train)).containsExactly("train");
        heard(train, new Said.Opened(), 30);
        assertThat(due(40, at(29), train)).isEmpty();
    }

    @Test
    void aRoundAsksFewAndThoseThatHaveWaitedLongest() {
        Entrusted[] all = IntStream.range(0, 6)
                .mapToObj(number -> People.of("c" + number, at(-number), false))
                .toArray(Entrusted[]::new);
        assertThat(due(60, all)).containsExactly("c5", "c4", "c3", "c2");
        List.of(5, 4, 3, 2).forEach(number -> heard(all[number], new Said.Opened(), 60));
        assertThat(due(70, all)).containsExactly("c1", "c0");
    }
}
