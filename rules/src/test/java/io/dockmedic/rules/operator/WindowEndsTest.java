package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rule for the ends of all windows, as Prometheus 3 has it: what is exactly as old as the window is long is out of it. */
class WindowEndsTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration BIT = Duration.ofMillis(1);

    private final Happenings web = Happenings.of("web");
    private final Happenings db = Happenings.of("db");

    /** Of two events so far apart, the rule fires on the second. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "on: container.died, count: {at_least: 2, within: 60s} | died | died",
            "on: container.died, by: [event.host], distinct: {of: event.service, at_least: 2, within: 60s} | died | other",
            "sequence: {steps: [{on: container.started}, {on: container.died}], within: 60s} | started | died",
            "all: {steps: [{on: container.started}, {on: container.died}], within: 60s} | started | died",
            "on: container.sample, delta: {of: event.memoryBytes, rises_by: 500, within: 60s} | low | high",
            "on: container.sample, rate: {of: event.memoryBytes, above: 1, per: 1s, within: 60s} | low | high"})
    void whatIsExactlyAsOldAsTheWindowIsLongIsOut(String rule, String first, String second) {
        for (boolean late : List.of(false, true)) {
            assertThat(fires(rule, first, second, WITHIN, late)).as("exactly").isFalse();
            assertThat(fires(rule, first, second, WITHIN.minus(BIT), late)).as("a millisecond less").isTrue();
        }
    }

    /** The first change counts while the second one comes. */
    @ParameterizedTest
    @CsvSource({"60000, 0", "59999, 1"})
    void aChangeThatIsExactlyAsOldAsTheWindowIsLongIsOut(long apart, int firings) {
        RuleBench bench = bench("on: container.health, changes: {of: event.status, at_least: 2, within: 60s}");
        bench.happens(at -> web.health(at, "healthy")).after(1).happens(at -> web.health(at, "unhealthy"));
        bench.after(Duration.ofMillis(apart)).happens(at -> web.health(at, "healthy"));
        assertThat(bench.changes).hasSize(firings);
    }

    /** Four readings are needed: the first is out, or in. */
    @ParameterizedTest
    @CsvSource({"60000, 0", "59999, 1"})
    void ofAPredictionTheFirstReadingIsOut(long length, int firings) {
        RuleBench bench = bench(
                "on: container.sample, predict: {of: event.memoryBytes, above: 5000, in: 1h, within: 60s}");
        Instant start = bench.time.now();
        for (long at : new long[]{0, length / 3, 2 * length / 3, length}) {
            bench.after(Duration.between(bench.time.now(), start.plusMillis(at)));
            bench.happens(now -> web.sampled(now, usage -> SeriesTimelineTest.memory(1000 + at / 60, 10_000)));
        }
        assertThat(bench.changes).hasSize(firings);
    }

    /** What is waited for comes too late when it comes with the end of the time. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "on: container.died, for: 60s | FIRED",
            "on: container.died, absent: {on: container.started, within: 60s} | FIRED",
            "sequence: {steps: [{on: container.health}, {on: container.died}], within: 1s,"
                    + " not_followed_by: {on: container.started, within: 60s}} | FIRED"})
    void whatComesWithTheEndOfTheTimeComesTooLate(String rule, String what) {
        RuleBench late = waits(rule, WITHIN);
        assertThat(late.told()).contains("60s " + what + " T web");
        assertThat(waits(rule, WITHIN.minus(BIT)).after(120).told()).noneMatch(line -> line.contains(" FIRED "));
    }

    private RuleBench waits(String rule, Duration time) {
        RuleBench bench = bench(rule);
        bench.happens(at -> web.health(at, "unhealthy")).happens(at -> web.died(at, 1));
        bench.time.advance(time);
        return bench.happens(web::started);
    }

    /** @param late whether the first is seen only then, so that no timer has forgotten it before */
    private boolean fires(String rule, String first, String second, Duration apart, boolean late) {
        RuleBench bench = bench(rule);
        Event before = event(first, bench.time.now());
        if (late) {
            bench.after(apart).happened(before);
        } else {
            bench.happened(before).after(apart);
        }
        bench.happens(at -> event(second, at));
        return !bench.changes.isEmpty();
    }

    private Event event(String what, Instant at) {
        return switch (what) {
            case "died" -> web.died(at, 1);
            case "other" -> db.died(at, 1);
            case "started" -> web.started(at);
            case "low" -> web.sampled(at, usage -> SeriesTimelineTest.memory(1000, 10_000));
            case "high" -> web.sampled(at, usage -> SeriesTimelineTest.memory(2000, 10_000));
            default -> throw new AssertionError(what);
        };
    }

    private static RuleBench bench(String rule) {
        return new RuleBench("groups: [{name: t, rules: [{alert: T, " + rule
                + ", resolve: [{on: container.started}, {on: container.removed}]}]}]\n");
    }
}
