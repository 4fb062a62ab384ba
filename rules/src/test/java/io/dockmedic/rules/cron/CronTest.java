package io.dockmedic.rules.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Cron cron(String text, ZoneId zone) {
        return switch (Cron.parse(text, zone)) {
            case Compiled.Ok<Cron>(Cron cron) -> cron;
            case Compiled.Flawed<Cron> flawed -> throw new AssertionError(flawed.flaws().toString());
        };
    }

    private static List<String> next(String text, ZoneId zone, String after, int count) {
        Cron cron = cron(text, zone);
        List<String> times = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = cron.next(at).orElseThrow();
            times.add(at.toString());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "* * * * *          | 2026-11-01T00:00:01Z | 2026-11-01T00:01:00Z",
            "* * * * *          | 2026-11-01T00:01:00Z | 2026-11-01T00:02:00Z",
            "*/20 * * * *       | 2026-11-01T00:40:00Z | 2026-11-01T01:00:00Z",
            "5-9/2,30 3 * * *   | 2026-11-01T03:07:00Z | 2026-11-01T03:09:00Z",
            "5-9/2,30 3 * * *   | 2026-11-01T03:09:00Z | 2026-11-01T03:30:00Z",
            "0 3 * * *          | 2026-11-01T03:00:00Z | 2026-11-02T03:00:00Z",
            "59 23 31 12 *      | 2026-11-01T00:00:00Z | 2026-12-31T23:59:00Z",
            "0 0 29 2 *         | 2026-11-01T00:00:00Z | 2028-02-29T00:00:00Z",
            "0 0 29 2 *         | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
            "0 3 * * MON-FRI    | 2026-10-31T00:00:00Z | 2026-11-02T03:00:00Z",
            "0 3 * * 7          | 2026-11-02T00:00:00Z | 2026-11-08T03:00:00Z",
            "0 3 * * 0          | 2026-11-02T00:00:00Z | 2026-11-08T03:00:00Z",
            "0 3 * feb,Mar *    | 2026-11-02T00:00:00Z | 2027-02-01T03:00:00Z",
            // Either of both, as cron has it, and both where one of them is a star.
            "0 3 13 * FRI       | 2026-11-01T00:00:00Z | 2026-11-06T03:00:00Z",
            "0 3 13 * FRI       | 2026-11-06T03:00:00Z | 2026-11-13T03:00:00Z",
            "0 3 */2 * MON      | 2026-11-01T00:00:00Z | 2026-11-09T03:00:00Z"})
    void theNextTimeIs(String text, String after, String expected) {
        assertThat(next(text, ZoneId.of("UTC"), after, 1)).containsExactly(expected);
    }

    @Test
    void aTimeThatIsSkippedIsTheMomentAfter() {
        // On 28 March 2027 there is no 2:00 to 2:59.
        assertThat(next("30 2 * * *", BERLIN, "2027-03-27T12:00:00Z", 2))
                .containsExactly("2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
        assertThat(next("*/20 2,3 * * *", BERLIN, "2027-03-28T00:00:00Z", 3))
                .containsExactly("2027-03-28T01:00:00Z", "2027-03-28T01:20:00Z", "2027-03-28T01:40:00Z");
    }

    @Test
    void aTimeThatComesTwiceIsTheFirst() {
        // On 25 October 2026 there are two times 2:00 to 2:59.
        assertThat(next("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(next("30 2 * * *", BERLIN, "2026-10-25T01:10:00Z", 1)).containsExactly("2026-10-26T01:30:00Z");
        assertThat(next("*/30 * * * *", BERLIN, "2026-10-25T00:10:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "61 * * * *   | 0 | '61' is no minute",
            "* 24 * * *   | 2 | '24' is no hour",
            "* * 0 * *    | 4 | '0' is no day",
            "* * * 13 *   | 6 | '13' is no month",
            "* * * * 8    | 8 | '8' is no weekday",
            "* * * * FRY  | 8 | 'FRY' is no weekday",
            "1,5-3 * * * *| 2 | '5-3' is no minute",
            "5/10 * * * * | 0 | '5/10' is no minute",
            "*/0 * * * *  | 0 | '*/0' is no minute",
            ", * * * *    | 0 | '' is no minute",
            "* * L * *    | 4 | 'L' is no day",
            "* * * *      | 0 | a cron expression has five parts, and this one 4",
            "@daily       | 0 | a cron expression has five parts, and this one 1"})
    void whatIsNoneIsSaidAtItsPlace(String text, int offset, String message) {
        List<Flaw> flaws = switch (Cron.parse(text.strip(), BERLIN)) {
            case Compiled.Ok<Cron> sound -> List.of();
            case Compiled.Flawed<Cron>(List<Flaw> all) -> all;
        };
        assertThat(flaws).first().asString().contains("offset=" + offset, message);
    }

    /** Compared with a look at each minute of some days around the changes of clocks. */
    @Test
    void itIsAsIfEachMinuteOfTheLocalClockWereLookedAt() {
        Random random = new Random(7);
        List<ZoneId> zones = List.of(BERLIN, ZoneId.of("America/New_York"), ZoneId.of("Australia/Lord_Howe"),
                ZoneId.of("Asia/Kolkata"), ZoneId.of("America/Sao_Paulo"));
        for (int i = 0; i < 60; i++) {
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            int minute = random.nextInt(60);
            int hour = random.nextInt(4);
            String text = switch (random.nextInt(3)) {
                case 0 -> minute + " " + hour + " * * *";
                case 1 -> "*/" + (7 + random.nextInt(20)) + " " + hour + "-" + (hour + 2) + " * * *";
                default -> minute + " * * * " + random.nextInt(7);
            };
            Instant from = Instant.parse(random.nextBoolean() ? "2027-03-11T00:00:00Z" : "2026-10-01T00:00:00Z");
            Instant until = from.plus(Duration.ofDays(35));
            Cron cron = cron(text, zone);
            Cron local = cron(text, ZoneId.of("UTC"));
            Set<LocalDateTime> had = new HashSet<>();
            Instant before = from;
            for (Optional<Instant> next = cron.next(from); next.orElseThrow().isBefore(until); next = cron
                    .next(before)) {
                assertThat(next.orElseThrow()).isAfter(before);
                before = next.orElseThrow();
                assertThat(had.add(LocalDateTime.ofInstant(before, zone))).as("%s in %s twice", text, zone).isTrue();
            }
            // Each local time that there is has its turn.
            LocalDateTime end = LocalDateTime.ofInstant(until, zone);
            for (LocalDateTime at = LocalDateTime.ofInstant(from, zone).plusHours(1); at.isBefore(end); at = at
                    .plusMinutes(1)) {
                boolean isTime = local.next(at.minusMinutes(1).toInstant(ZoneOffset.UTC))
                        .orElseThrow()
                        .equals(at.truncatedTo(ChronoUnit.MINUTES).toInstant(ZoneOffset.UTC));
                if (isTime) {
                    boolean exists = ZonedDateTime.of(at, zone).toLocalDateTime().equals(at);
                    assertThat(!exists || had.contains(at)).as("%s in %s at %s", text, zone, at).isTrue();
                }
            }
        }
    }
}
