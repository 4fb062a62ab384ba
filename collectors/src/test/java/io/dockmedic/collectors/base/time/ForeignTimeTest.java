package io.dockmedic.collectors.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTimeTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final ManualTime time = new ManualTime(START);
    private final ForeignTime foreign = new ForeignTime(time);

    @Test
    void aClockThatAgreesIsTakenAtItsWord() {
        time.advance(Duration.ofSeconds(10));
        assertThat(foreign.live(START.plusSeconds(9))).isEqualTo(START.plusSeconds(9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-1D"})
    void aClockThatIsSetWhileWeListenIsSeenThrough(Duration step) {
        foreign.live(START);
        time.advance(Duration.ofSeconds(60));
        Instant before = foreign.live(START.plusSeconds(60));
        time.advance(Duration.ofSeconds(1));
        Instant after = foreign.live(START.plusSeconds(61).plus(step));
        assertThat(Duration.between(before, after)).isEqualTo(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(10));
        assertThat(foreign.live(START.plusSeconds(70).plus(step))).isEqualTo(START.plusSeconds(70));
    }

    @Test
    void whatIsToldAfterwardsIsAsOldAsItsClockSays() {
        time.advance(Duration.ofHours(2));
        foreign.shows(START.plus(Duration.ofHours(5)), time.now(), time.now());
        assertThat(foreign.past(START.plus(Duration.ofHours(4)))).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    /** Two runs of ours that hear the same agree on when it was, however long the engine took to answer one of them. */
    @Test
    void anAnswerThatTookLongMovesNothing() {
        time.advance(Duration.ofSeconds(10));
        Instant asked = time.now();
        time.advance(Duration.ofSeconds(5));
        foreign.shows(START.plusSeconds(11), asked, time.now());
        assertThat(foreign.past(START.plusSeconds(9))).isEqualTo(START.plusSeconds(9));
    }

    @Test
    void theSameMomentIsTheSameWhenThisMachinesClockWasSetBetweenTwoRuns() {
        time.advance(Duration.ofSeconds(10));
        time.setWall(START.plus(Duration.ofHours(3)));
        var next = new ForeignTime(time);
        next.shows(START.plus(Duration.ofHours(3)), time.now().minusMillis(400), time.now());
        assertThat(next.past(START.plus(Duration.ofHours(3)).minusSeconds(1))).isEqualTo(START.plusSeconds(9));
    }

    /** A run of ours that ended before all it had heard was dealt with; the next one hears the rest again. */
    @Test
    void theNextRunGivesTheSameDatesWhereThatClockWasSetBetweenThem() {
        Duration behind = Duration.ofDays(-1);
        time.setWall(START.plus(behind));
        foreign.shows(START.plus(behind), time.now(), time.now());
        time.advance(Duration.ofSeconds(10));
        Instant dealtWith = foreign.live(START.plusSeconds(9).plus(behind));
        Instant heard = foreign.live(START.plusSeconds(10).plus(behind));
        time.setWall(time.now().minusSeconds(90));

        var next = new ForeignTime(time);
        next.goesOn(START.plusSeconds(9).plus(behind), dealtWith);
        time.advance(Duration.ofSeconds(5));
        next.shows(time.shown(time.now()), time.now(), time.now());
        assertThat(next.past(START.plusSeconds(10).plus(behind))).isEqualTo(heard).isEqualTo(START.plusSeconds(10));
        assertThat(next.past(START.plusSeconds(11).plus(behind))).isEqualTo(START.plusSeconds(11));
        assertThat(next.past(START.plusSeconds(12).minusSeconds(90))).isEqualTo(START.plusSeconds(12));
    }

    @Test
    void whatTheNextRunHearsIsNeverBeforeWhatTheLastOneDealtWith() {
        time.advance(Duration.ofSeconds(10));
        var next = new ForeignTime(time);
        next.goesOn(START.plusSeconds(9), START.plusSeconds(9));
        assertThat(next.past(START.minus(Duration.ofDays(1)))).isEqualTo(START.plusSeconds(9));
    }

    /** After the machine was started anew our own time may begin behind what the journal holds. */
    @Test
    void nothingIsDatedInTheFutureAlsoWhereTheLastRunWasAhead() {
        var next = new ForeignTime(time);
        next.goesOn(START.plusSeconds(60), START.plusSeconds(60));
        assertThat(next.past(START.plusSeconds(61))).isEqualTo(time.now());
    }

    @Test
    void aClockOfAnotherMachineIsKnownAsWellAsItsAnswerTells() {
        time.advance(Duration.ofSeconds(10));
        Instant asked = time.now();
        time.advance(Duration.ofSeconds(4));
        foreign.shows(START.plus(Duration.ofHours(1)), asked, time.now());
        assertThat(foreign.past(START.plus(Duration.ofHours(1)))).isEqualTo(START.plusSeconds(12));
    }

    @Test
    void theOrderInWhichItIsToldStaysAndNothingIsInTheFuture() {
        time.advance(Duration.ofHours(2));
        Instant first = foreign.past(START.plusSeconds(3600));
        assertThat(foreign.past(START)).isEqualTo(first);
        assertThat(foreign.past(START.plus(Duration.ofDays(1)))).isEqualTo(time.now());
    }

    @Test
    void aFewSecondsOnTheWayAreNoStep() {
        time.advance(Duration.ofSeconds(100));
        assertThat(foreign.live(START.plusSeconds(80))).isEqualTo(START.plusSeconds(80));
    }
}
