package io.dockmedic.remediation.decide.brake;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    private static Window window(Set<DayOfWeek> days, String from, String to, ZoneId zone) {
        return new Window("w", days, LocalTime.parse(from), LocalTime.parse(to), zone, List.of(ServicePattern.ALL));
    }

    private static boolean open(Window window, String wall) {
        return window.open(Instant.parse(wall)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"01:59:59,false", "02:00:00,true", "03:59:59,true", "04:00:00,false"})
    void itIsOpenFromItsBeginningToBeforeItsEnd(String time, boolean open) {
        Window window = window(DAILY, "02:00", "04:00", ZoneOffset.UTC);
        assertThat(open(window, "2026-11-03T" + time + "Z")).isEqualTo(open);
        assertThat(window.open(Instant.parse("2026-11-03T03:00:00Z"))).contains(Instant.parse("2026-11-03T04:00:00Z"));
    }

    @Test
    void itIsKnownWhenItOpensNext() {
        Window nights = window(Set.of(FRIDAY), "22:00", "03:00", ZoneOffset.UTC);
        Window.Span friday = new Window.Span(Instant.parse("2026-11-06T22:00:00Z"),
                Instant.parse("2026-11-07T03:00:00Z"));
        assertThat(nights.next(Instant.parse("2026-11-06T21:59:59Z"))).contains(friday);
        assertThat(nights.next(Instant.parse("2026-11-01T00:00:00Z"))).contains(friday);
        assertThat(nights.next(Instant.parse("2026-11-06T22:00:00Z"))).as("it is open, the next is in a week")
                .contains(
                        new Window.Span(Instant.parse("2026-11-13T22:00:00Z"), Instant.parse("2026-11-14T03:00:00Z")));
        Window mornings = new Window("m", DAILY, LocalTime.of(2, 0), LocalTime.of(4, 0), ZoneOffset.UTC,
                List.of(new ServicePattern("shop")));
        assertThat(new Windows(List.of(nights, mornings)).upcoming(Instant.parse("2026-11-06T12:00:00Z")))
                .containsExactly(new Upcoming("w", List.of("*"), friday.from(), friday.to()),
                        new Upcoming("m", List.of("shop"), Instant.parse("2026-11-07T02:00:00Z"),
                                Instant.parse("2026-11-07T04:00:00Z")));
    }

    @Test
    void oneOverMidnightBelongsToTheDayItBeginsOn() {
        Window window = window(Set.of(FRIDAY), "22:00", "03:00", ZoneOffset.UTC);
        assertThat(open(window, "2026-11-06T23:00:00Z")).isTrue();
        assertThat(open(window, "2026-11-07T02:59:00Z")).isTrue();
        assertThat(open(window, "2026-11-07T23:00:00Z")).isFalse();
        assertThat(open(window, "2026-11-06T02:00:00Z")).isFalse();
    }

    @Test
    void aWholeDayIsFromMidnightToMidnight() {
        Window window = window(Set.of(SATURDAY), "00:00", "00:00", ZoneOffset.UTC);
        assertThat(open(window, "2026-11-07T00:00:00Z")).isTrue();
        assertThat(open(window, "2026-11-07T23:59:59Z")).isTrue();
        assertThat(open(window, "2026-11-08T00:00:00Z")).isFalse();
    }

    @Test
    void theZonesDayCounts() {
        Window window = window(Set.of(SATURDAY), "00:30", "01:30", BERLIN);
        assertThat(open(window, "2026-11-06T23:45:00Z")).isTrue();
        assertThat(open(window, "2026-11-07T23:45:00Z")).isFalse();
    }

    /** On 29 March 2026 two o'clock is three o'clock in Berlin. */
    @Test
    void whereTheClockIsPutForwardItBeginsThen() {
        Window window = window(Set.of(SUNDAY), "02:30", "04:00", BERLIN);
        assertThat(open(window, "2026-03-29T00:59:59Z")).isFalse();
        assertThat(open(window, "2026-03-29T01:00:00Z")).isTrue();
        assertThat(window.open(Instant.parse("2026-03-29T01:45:00Z"))).contains(Instant.parse("2026-03-29T02:00:00Z"));
    }

    /** Both its beginning and its end are in the hour that there is not. */
    @Test
    void whatLiesInTheHourThatThereIsNotIsNotOpen() {
        Window window = window(Set.of(SUNDAY), "02:15", "02:45", BERLIN);
        assertThat(open(window, "2026-03-29T00:59:59Z")).isFalse();
        assertThat(open(window, "2026-03-29T01:00:00Z")).isFalse();
        assertThat(open(window, "2026-03-29T01:20:00Z")).isFalse();
    }

    /** On 25 October 2026 the hour from two to three comes twice in Berlin, first at 00:00 UTC. */
    @Test
    void whereAnHourComesTwiceItLastsToTheSecondEnd() {
        Window window = window(Set.of(SUNDAY), "02:00", "02:30", BERLIN);
        assertThat(open(window, "2026-10-24T23:59:00Z")).isFalse();
        assertThat(open(window, "2026-10-25T00:00:00Z")).isTrue();
        assertThat(open(window, "2026-10-25T00:45:00Z")).isTrue();
        assertThat(open(window, "2026-10-25T01:29:00Z")).isTrue();
        assertThat(open(window, "2026-10-25T01:30:00Z")).isFalse();
    }

    /** Samoa had no 30 December 2011. */
    @Test
    void aZoneThatSkipsADayHasAWindowThatEnds() {
        Window window = window(Set.of(DayOfWeek.THURSDAY), "22:00", "06:00", ZoneId.of("Pacific/Apia"));
        Instant evening = Instant.parse("2011-12-30T08:30:00Z");
        assertThat(window.open(evening)).isPresent();
        assertThat(window.open(evening.plus(Duration.ofHours(24)))).isEmpty();
    }

    @Test
    void theHoldEndsInOurOwnTime() {
        Instant own = Instant.parse("2026-01-01T00:00:00Z");
        Windows windows = new Windows(List.of(window(DAILY, "02:00", "04:00", ZoneOffset.UTC)));
        assertThat(windows.hold(null, own, Instant.parse("2026-11-03T03:30:00Z")).orElseThrow().until())
                .isEqualTo(own.plus(Duration.ofMinutes(30)));
        assertThat(windows.open(own, Instant.parse("2026-11-03T05:30:00Z"))).isEmpty();
    }
}
