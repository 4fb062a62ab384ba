package io.dockmedic.rules.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.rules.RuleBench;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The timelines of docs/rules.md that are of hours and days, or of a rule that is written above them in short: as they stand there. */
class LongTimelinesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String PAGE = DocumentationTest.read("rules.md");

    private static MatchResult under(String pattern) {
        List<MatchResult> found = Pattern.compile(pattern, Pattern.DOTALL).matcher(PAGE).results().toList();
        assertThat(found).as(pattern).hasSize(1);
        return found.getFirst();
    }

    private static List<MatchResult> lines(String block, String line) {
        List<MatchResult> found = Pattern.compile(line, Pattern.MULTILINE).matcher(block).results().toList();
        assertThat(found).as(block).isNotEmpty();
        return found;
    }

    /** What was told, and when by the clock on the wall there. */
    private static List<String> told(RuleBench bench, DateTimeFormatter format) {
        return bench.told()
                .stream()
                .map(line -> line.split("[s ]+", 3))
                .map(part -> ZonedDateTime.ofInstant(
                        bench.time.shown(RuleBench.START.plusSeconds(Long.parseLong(part[0]))), BERLIN).format(format)
                        + " " + part[1])
                .toList();
    }

    @Test
    void theNightlyPruneIsAsThePageSays() {
        MatchResult nightly = under("```yaml\n(alert: NightlyPrune\n(?:(?!```).)*)```\n```\n((?:(?!```).)*)```");
        LocalDate day = RuleBench.START.atZone(BERLIN).toLocalDate();
        List<String> said = lines(nightly.group(2), "^(\\d+:\\d+)( next day)?\\s+(FIRED|RESOLVED)").stream()
                .map(line -> day.plusDays(line.group(2) == null ? 0 : 1) + " " + line.group(1) + " " + line.group(3))
                .toList();
        RuleBench bench = new RuleBench(DocumentationTest.whole(nightly.group(1)));
        bench.after(Duration.ofHours(27));
        assertThat(told(bench, DateTimeFormatter.ofPattern("yyyy-MM-dd H:mm", Locale.ROOT))).isEqualTo(said);
    }

    @Test
    void whenClocksChangeItIsAsThePageSays() {
        MatchResult changes = under("```\ncron: (\"[^\"]+\"), zone: ([\\w/]+)\n((?:(?!```).)*)```");
        for (MatchResult line : lines(changes.group(3), "^(\\d+ \\w+ \\d+)\\s+(\\d+:\\d+ [+-]\\d+:\\d+)\\s+(FIRED)")) {
            LocalDate day = LocalDate.parse(line.group(1), DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH));
            RuleBench bench = new RuleBench(DocumentationTest.whole("alert: Nightly\nschedule: {cron: "
                    + changes.group(1) + ", zone: " + changes.group(2) + ", within: 10m}\n"));
            bench.time.setWall(day.atStartOfDay(BERLIN).toInstant());
            // What the step passed over is told or missed, and is of another day.
            bench.after(1).told();
            bench.after(Duration.ofHours(12));
            assertThat(told(bench, DateTimeFormatter.ofPattern("H:mm xxx", Locale.ROOT)))
                    .as(line.group())
                    .containsExactly(line.group(2) + " " + line.group(3),
                            ZonedDateTime.ofInstant(firedAt(day, line).plusSeconds(600), BERLIN)
                                    .format(DateTimeFormatter.ofPattern("H:mm xxx", Locale.ROOT)) + " RESOLVED");
        }
    }

    private static Instant firedAt(LocalDate day, MatchResult line) {
        return ZonedDateTime.parse(day + " " + line.group(2),
                DateTimeFormatter.ofPattern("yyyy-MM-dd H:mm xxx", Locale.ROOT)).toInstant();
    }

    @Test
    void thePredictionIsAsThePageSays() {
        MatchResult disk = under("```yaml\n(alert: DiskFullToday\n(?:(?!```).)*)```\n```\n((?:(?!```).)*)```");
        MatchResult meant = lines(disk.group(2),
                "^(above: \\d+, in: \\w+, within: \\w+), and a reading each minute that is (\\d+) more$").getFirst();
        String rule = disk.group(1).replaceFirst("below: \\d+, in: \\w+, within: \\w+", meant.group(1));
        assertThat(rule).contains(meant.group(1));
        long more = Long.parseLong(meant.group(2));
        List<MatchResult> rows = lines(disk.group(2), "^\\s*(\\d+)s\\s+(\\d+)(?:\\s+(FIRED))?");
        RuleBench bench = new RuleBench(DocumentationTest.whole(rule));
        long first = Long.parseLong(rows.getFirst().group(2));
        int now = 0;
        for (MatchResult row : rows) {
            int second = Integer.parseInt(row.group(1));
            while (now < second) {
                read(bench, first + more * now / 60);
                bench.after(60);
                now += 60;
            }
            assertThat(first + more * now / 60).as(row.group()).isEqualTo(Long.parseLong(row.group(2)));
            assertThat(bench.told()).as("before " + row.group()).isEmpty();
            if (row.group(3) != null) {
                read(bench, first + more * now / 60);
                assertThat(bench.told()).containsExactly(second + "s FIRED DiskFullToday /data");
            }
        }
    }

    private static void read(RuleBench bench, long available) {
        bench.happens(at -> (Event) new DiskSampled(at, "host", Origin.DOCKMEDIC, "/data", "/dev/sdb1", "ext4",
                "data", 1_000_000, available, 60, 10, false, false));
    }
}
