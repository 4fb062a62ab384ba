package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.operator.series.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The timelines of docs/rules.md for operators over readings and over a value that changes. */
class SeriesTimelineTest {
    private final Happenings web = Happenings.of("web");

    static Usage memory(long bytes, long limit) {
        return new Usage(Duration.ofSeconds(10), 10, 100, 0, bytes, limit, (int) (bytes * 100 / limit), 0, 10, 0, 10,
                100, 0, 0, 0, 0, 0);
    }

    private static RuleBench rule(String operator, String resolve) {
        return new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: container.sample
                        %s
                        resolve: %s
                """.formatted(operator, resolve));
    }

    /** Readings of the container's memory, {@code step} seconds apart; time goes on behind each. */
    private RuleBench reads(RuleBench bench, int step, long... values) {
        for (long value : values) {
            bench.happens(at -> web.sampled(at, usage -> memory(value, 10_000))).after(step);
        }
        return bench;
    }

    private static long[] line(int count, long from, long by) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + i * by;
        }
        return values;
    }

    @Test
    void deltaFiresWhenItHasRisenSoMuchAndIsOverWhenItHasNot() {
        RuleBench bench = rule("delta: {of: event.memoryBytes, rises_by: 100, within: 5m}", "{on: container.sample}");
        reads(bench, 60, 500, 520, 560, 590).tells();
        reads(bench, 60, 600).tells("240s FIRED T web");
        reads(bench, 60, 640).tells();
        reads(bench, 60, 640).tells("360s RESOLVED T web");
        reads(bench, 60, 640, 680, 699).tells();
        reads(bench, 60, 740).tells("600s FIRED T web");
    }

    @Test
    void deltaMayFall() {
        RuleBench bench = rule("delta: {of: event.memoryBytes, falls_by: 100, within: 5m}", "{on: container.sample}");
        reads(bench, 10, 500, 700, 601).tells();
        reads(bench, 10, 600).tells("30s FIRED T web");
    }

    @Test
    void rateIsOfWhatOnlyGrowsAndStartsAnewWithZero() {
        RuleBench bench = rule("rate: {of: event.memoryBytes, above: 100, per: 1m, within: 4m}",
                "{on: container.sample, for: 2m}");
        reads(bench, 60, 1000, 1110).tells();
        reads(bench, 60, 1220).tells("120s FIRED T web");
        reads(bench, 60, 110, 220).tells();
        reads(bench, 60, 220).tells();
        reads(bench, 60, 220).tells("420s RESOLVED T web");
    }

    @Test
    void oneMoreReadingOfWhatFiresIsNotWrittenDown() {
        RuleBench bench = rule("when: event.memoryPercent >= 90\n        for: 1m",
                "{on: container.sample, when: event.memoryPercent < 80}");
        reads(bench, 10, 9500, 9500, 9500, 9500, 9500, 9500).tells("0s PENDING T web", "60s FIRED T web");
        reads(bench, 10, 9500, 9500).told();
        Event again = web.sampled(bench.time.now(), usage -> memory(9500, 10_000));
        assertThat(bench.engine().offer(again).states()).isEmpty();
    }

    @Test
    void rateIsBySoLongAsIsWritten() {
        RuleBench bench = rule("rate: {of: event.memoryBytes, above: 100, per: 1500ms, within: 1m}",
                "{on: container.sample, for: 2m}");
        // 80 a second are 120 in a second and a half.
        reads(bench, 10, line(4, 0, 800)).tells("30s FIRED T web");
    }

    @Test
    void predictFiresWhenTheLineCrossesTheLimitInTime() {
        RuleBench bench = rule("predict: {of: event.memoryBytes, above: 9000, in: 1h, within: 30m}",
                "{on: container.sample, for: 10m}");
        reads(bench, 60, line(14, 1000, 100)).tells();
        // 15 minutes are seen: 2500 + 60 * 100 are not too much, at 3100 they are.
        reads(bench, 60, line(7, 2400, 100)).tells();
        reads(bench, 60, 3100).tells("1260s FIRED T web");
        reads(bench, 60, line(30, 3100, 0)).told();
        assertThat(bench.latest().what().name()).isEqualTo("RESOLVED");
    }

    @Test
    void predictTakesOneBigStepForNoTrend() {
        RuleBench bench = rule("predict: {of: event.memoryBytes, above: 9000, in: 4h, within: 30m}",
                "{on: container.sample, for: 10m}");
        reads(bench, 60, line(20, 1000, 0)).tells();
        reads(bench, 60, line(40, 6000, 0)).tells();
    }

    @Test
    void predictNeedsHalfOfItsWindow() {
        RuleBench bench = rule("predict: {of: event.memoryBytes, above: 9000, in: 4h, within: 30m}",
                "{on: container.sample, for: 10m}");
        reads(bench, 60, line(15, 1000, 500)).tells();
        reads(bench, 60, 8500).tells("900s FIRED T web");
    }

    @Test
    void ofASeriesFewReadingsAreKeptAndWrittenSeldom() {
        RuleBench bench = rule("delta: {of: event.memoryBytes, rises_by: 100000, within: 1h}",
                "{on: container.sample}");
        List<KeyState> written = new ArrayList<>();
        for (int i = 0; i < 720; i++) {
            reads(bench, 10, i);
            KeyState state = bench.saved.values().iterator().next();
            if (written.isEmpty() || !written.getLast().equals(state)) {
                written.add(state);
            }
        }
        assertThat(written).hasSizeBetween(55, 62);
        assertThat(((Series) Objects.requireNonNull(written.getLast().operator())).samples()).hasSizeBetween(28, 31);
        bench.after(3601);
        assertThat(bench.saved).isEmpty();
    }

    @Test
    void aLateReadingJudgesNothing() {
        RuleBench bench = rule("delta: {of: event.memoryBytes, rises_by: 100, within: 5m}", "{on: container.sample}");
        bench.after(100);
        reads(bench, 0, 500);
        bench.happened(web.sampled(RuleBench.START.plusSeconds(20), usage -> memory(800, 10_000))).tells();
    }

    @Test
    void whatAClockThatWasAheadLeftBehindBlindsNothing() {
        String yaml = "delta: {of: event.memoryBytes, rises_by: 100, within: 5m}";
        RuleBench ahead = rule(yaml, "{on: container.sample}");
        ahead.time.advance(Duration.ofDays(400));
        reads(ahead, 10, 500);
        RuleBench bench = rule(yaml, "{on: container.sample}");
        bench.restore(ahead.saved);
        reads(bench, 60, 500, 600).tells("60s FIRED T web");
    }

    @Test
    void changesFiresWhenAValueGoesToAndFro() {
        RuleBench bench = flapping();
        for (String status : List.of("healthy", "healthy", "unhealthy", "healthy")) {
            bench.happens(at -> web.health(at, status)).after(60);
        }
        bench.tells().happens(at -> web.health(at, "unhealthy")).tells("240s FIRED T web");
        assertThat(bench.latest().incident().count()).isEqualTo(3);
        bench.after(60).happens(at -> web.health(at, "unhealthy")).tells();
        bench.after(60).happens(at -> web.health(at, "healthy")).tells("360s AGAIN T web");
        bench.after(599).tells().after(1).tells("960s RESOLVED T web");
        bench.after(60).happens(at -> web.health(at, "unhealthy")).tells();
    }

    @Test
    void changesToldOfHoweverManyThereAre() {
        RuleBench bench = flapping();
        for (int i = 0; i < 20; i++) {
            String status = i % 2 == 0 ? "healthy" : "unhealthy";
            bench.happens(at -> web.health(at, status)).after(10);
        }
        assertThat(bench.told()).hasSize(17).last().isEqualTo("190s AGAIN T web");
    }

    @Test
    void changesIsOverWhenTheLastChangeWasForTheBetter() {
        RuleBench bench = flapping();
        for (String status : List.of("unhealthy", "healthy", "unhealthy", "healthy")) {
            bench.happens(at -> web.health(at, status)).after(60);
        }
        bench.tells("180s FIRED T web").after(540).tells("780s RESOLVED T web");
    }

    @Test
    void changesSlideWithTheirWindow() {
        RuleBench bench = flapping();
        for (String status : List.of("healthy", "unhealthy", "healthy", "unhealthy", "healthy")) {
            bench.happens(at -> web.health(at, status)).after(301);
        }
        bench.tells();
    }

    @Test
    void changesTakeLateEventsWhereTheyBelong() {
        RuleBench bench = flapping();
        bench.after(100).happened(web.health(RuleBench.START.plusSeconds(10), "healthy"));
        bench.happened(web.health(RuleBench.START.plusSeconds(50), "healthy"));
        bench.happened(web.health(RuleBench.START.plusSeconds(60), "unhealthy")).tells();
        bench.happened(web.health(RuleBench.START.plusSeconds(30), "unhealthy")).tells("100s FIRED T web");
    }

    @Test
    void changesOfAReadingAreWrittenSeldom() {
        RuleBench bench = rule("changes: {of: string(event.memoryPercent > 50), at_least: 3, within: 5m}",
                "{on: container.sample, for: 5m}");
        reads(bench, 10, line(100, 0, 1)).tells();
        reads(bench, 10, 9000, 0, 9000).tells("1020s FIRED T web");
        reads(bench, 10, line(30, 9000, 1)).tells("1320s RESOLVED T web");
    }

    private static RuleBench flapping() {
        return new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: container.health
                        when: event.status != 'starting'
                        changes: {of: event.status, at_least: 3, within: 10m}
                        resolve: {on: container.health, when: event.status == 'healthy', for: 10m}
                """);
    }
}
