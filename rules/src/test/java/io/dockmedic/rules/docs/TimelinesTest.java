package io.dockmedic.rules.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerReading.LogSampled;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each rule of docs/rules.md under which there is a timeline does what is said there, second by second. */
class TimelinesTest {
    private static final Pattern WITH_TIMELINE = Pattern.compile(
            "```yaml\n(alert: (\\w+)\n(?:(?!```).)*)```\n```\n(.*?)```", Pattern.DOTALL);
    /** Of hours, or of another rule than the one above it: LongTimelinesTest has these; or of what the collector folds. */
    private static final Set<String> TOLD_OTHERWISE = Set.of("NightlyPrune", "DiskFullToday", "BackupDiskFails");
    private static final int LEAST = 15;

    private static final String FULL = "memory at 95 %";
    /** What {@code x} and {@code r} are. */
    private static final Map<String, List<String>> FAULT_AND_END = Map.of(
            "DiedWithError", List.of("died", "started"),
            "DiesAgainAndAgain", List.of("died", "started"),
            "StaysUnhealthy", List.of("unhealthy", "healthy"),
            "UnhealthyNotForAMomentOnly", List.of("unhealthy", "healthy"),
            "MemoryNearLimit", List.of(FULL, "memory at 50 %"),
            "MemoryNearLimitKnown", List.of(FULL, "memory at 50 %"));

    private static final Pattern MEMORY = Pattern.compile("memory at (\\d+) %");
    private static final Pattern NAMED = Pattern.compile("([a-z]) died");
    private static final Happenings WEB = Happenings.of("web");

    @Test
    void eachIsSo() {
        List<MatchResult> all = WITH_TIMELINE.matcher(DocumentationTest.read("rules.md")).results().toList();
        assertThat(all).as("rules with a timeline").hasSizeGreaterThanOrEqualTo(LEAST + TOLD_OTHERWISE.size());
        for (MatchResult one : all) {
            String alert = one.group(2);
            if (TOLD_OTHERWISE.contains(alert)) {
                continue;
            }
            List<Timeline> columns = Timeline.of(one.group(3));
            assertThat(columns).as("%s has a timeline of seconds", alert).isNotEmpty();
            columns.forEach(column -> assertThat(told(alert, one.group(1), column)).as("%s %s", alert, column.head())
                    .isEqualTo(said(column)));
        }
    }

    private static List<String> said(Timeline column) {
        return column.lines()
                .stream()
                .filter(line -> !line.told().isEmpty())
                .map(line -> line.second() + "s " + line.told())
                .toList();
    }

    private static List<String> told(String alert, String rule, Timeline column) {
        String meant = column.head().startsWith("no_data") ? rule.replaceFirst("no_data: \\w+", column.head()) : rule;
        RuleBench bench = new RuleBench(DocumentationTest.whole(meant));
        List<String> told = new ArrayList<>();
        int now = 0;
        for (Timeline.Line line : column.lines()) {
            bench.after(line.second() - now);
            now = line.second();
            if (!line.event().isEmpty()) {
                bench.happens(at -> event(alert, line.event(), at));
            }
        }
        // "30s FIRED Rule key": what it is about is the same all along.
        bench.told().forEach(one -> told.add(one.replaceFirst("^(\\d+s \\w+) .*", "$1")));
        return told;
    }

    private static Event event(String alert, String word, Instant at) {
        String meant = switch (word) {
            case "x" -> FAULT_AND_END.getOrDefault(alert, List.of()).getFirst();
            case "r" -> FAULT_AND_END.getOrDefault(alert, List.of()).getLast();
            default -> word;
        };
        return switch (meant) {
            case "died", "died (not asked)" -> WEB.died(at, 1);
            case "started" -> new Started(at, "host", Origin.ENGINE, WEB.container(), StartCause.ENGINE, true);
            case "healthy", "unhealthy" -> WEB.health(at, meant);
            case "killed" -> WEB.oom(at);
            case "counted" ->
                WEB.sampled(at, calm -> new Usage(calm.over(), 10, 100, 0, 0, 0, 0, 1, 10, 0, 0, 0, 0, 0, 0,
                        0, 0));
            default -> other(alert, meant, at);
        };
    }

    private static Event other(String alert, String word, Instant at) {
        List<MatchResult> memory = MEMORY.matcher(word).results().toList();
        List<MatchResult> named = NAMED.matcher(word).results().toList();
        if (!memory.isEmpty()) {
            int percent = Integer.parseInt(memory.getFirst().group(1));
            return WEB.sampled(at, calm -> memory(percent, 100));
        }
        if (!named.isEmpty()) {
            return Happenings.of(named.getFirst().group(1)).died(at, 1);
        }
        double number = Double.parseDouble(word);
        return alert.equals("MemoryGrows")
                ? WEB.sampled(at, calm -> memory(Math.round(number * (1L << 30)), 1L << 40))
                : new LogSampled(at, "host", Origin.DOCKMEDIC, WEB.container(), Math.round(number) << 20, 0, false);
    }

    private static Usage memory(long bytes, long limit) {
        return new Usage(Duration.ofSeconds(10), 10, 100, 0, bytes, limit, (int) (bytes * 100 / limit), 0, 10, 0, 10,
                100, 0, 0, 0, 0, 0);
    }
}
