package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timelines of docs/rules.md for readings that do not come: nothing begins because nobody says anything. */
class SilenceTimelineTest {
    private final Happenings web = Happenings.of("web");

    private static String yaml(String more) {
        return """
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: container.sample
                        when: event.memoryPercent >= 90
                        for: 1m
                        %s
                        resolve: {on: container.sample, when: event.memoryPercent < 80}
                """.formatted(more);
    }

    private static RuleBench rule(String more) {
        return new RuleBench(yaml(more));
    }

    private RuleBench reads(RuleBench bench, int percent) {
        return bench.happens(at -> web.sampled(at, usage -> SeriesTimelineTest.memory(percent, 100)));
    }

    /** One each 10 s, the first now; time goes on behind each. */
    private RuleBench reads(RuleBench bench, int times, int percent) {
        for (int one = 0; one < times; one++) {
            reads(bench, percent).after(10);
        }
        return bench;
    }

    @ParameterizedTest
    @CsvSource({"''", "no_data: keep"})
    void oneReadingAndThenSilenceNeverFires(String more) {
        RuleBench bench = rule(more);
        reads(bench, 95).after(24 * 3600).tells("0s PENDING T web");
        assertThat(bench.engine().untilNext()).as("what is due").isEmpty();
    }

    @Test
    void timeInWhichNothingIsHeardIsNoPartOfTheTime() {
        RuleBench bench = rule("");
        reads(bench, 3, 95).after(200).tells("0s PENDING T web");
        // 20 s were heard of: 40 are left.
        reads(bench, 3, 95).tells();
        reads(bench, 1, 95).tells("270s FIRED T web");
    }

    @Test
    void whatIsReadCountsThoughItIsNeitherTheFaultNorItsEnd() {
        RuleBench bench = rule("");
        reads(bench, 1, 95);
        reads(bench, 5, 85).tells("0s PENDING T web", "60s FIRED T web");
    }

    @Test
    void aReadingOrTwoMayBeMissing() {
        RuleBench bench = rule("");
        reads(bench, 95).after(29);
        reads(bench, 95).after(29);
        reads(bench, 95).after(2).tells("0s PENDING T web", "60s FIRED T web");
    }

    @Test
    void whereReadingsWereLeftOutOnlyALongerSilenceMeansAnything() {
        RuleSet set = RuleBench.load(List.of(new RuleFile("test.yml", yaml("").replace("for: 1m", "for: 3m"))));
        RuleBench sparse = new RuleBench(new RuleSet(set.files(),
                set.rules().stream().map(rule -> rule.sparse(Duration.ofMinutes(3))).toList(), List.of()));
        for (int minute = 0; minute < 4; minute++) {
            reads(sparse, 95).after(60);
        }
        sparse.tells("0s PENDING T web", "180s FIRED T web");
        RuleBench none = new RuleBench(set);
        for (int minute = 0; minute < 4; minute++) {
            reads(none, 95).after(60);
        }
        none.tells("0s PENDING T web");
    }

    @Test
    void itEndsByAReadingAfterTheSilenceToo() {
        RuleBench bench = rule("");
        reads(bench, 95).after(600);
        reads(bench, 10).tells("0s PENDING T web", "600s RESOLVED T web");
    }

    @Test
    void whatFiresGoesOnThroughSilence() {
        RuleBench bench = rule("");
        reads(bench, 7, 95).after(3600).tells("0s PENDING T web", "60s FIRED T web");
    }

    private static String lasting() {
        return yaml("").replace("< 80}", "< 80, for: 2m}");
    }

    /** At 70 s, firing. */
    private RuleBench fires(String rules) {
        RuleBench bench = new RuleBench(rules);
        return reads(bench, 7, 95).tells("0s PENDING T web", "60s FIRED T web");
    }

    private static RuleBench restarted(RuleBench bench, Map<KeyId, KeyState> saved) {
        bench.restarted(RuleBench.load(List.of(new RuleFile("test.yml", lasting()))), saved);
        return bench.tells("%ds RESTORED T web".formatted(
                Duration.between(RuleBench.START, bench.time.now()).toSeconds()));
    }

    @Test
    void oneGoodReadingAndThenSilenceEndNothing() {
        RuleBench bench = fires(lasting());
        reads(bench, 10).after(24 * 3600).tells();
        assertThat(bench.engine().untilNext()).as("what is due").isEmpty();
        // The next one begins the two minutes anew.
        reads(bench, 11, 10).tells();
        reads(bench, 1, 10).tells("86590s RESOLVED T web");
    }

    @Test
    void silenceBetweenGoodReadingsBreaksOffWhatTheyBegan() {
        RuleBench bench = fires(lasting());
        reads(bench, 10).after(60);
        reads(bench, 11, 10).tells();
        reads(bench, 1, 10).tells("250s RESOLVED T web");
    }

    @Test
    void aReadingOrTwoMayBeMissingBeforeItsEndToo() {
        RuleBench bench = fires(lasting());
        for (int one = 0; one < 4; one++) {
            reads(bench, 10).after(29);
        }
        reads(bench, 10).after(4).tells("190s RESOLVED T web");
    }

    @Test
    void whatIsNoReadingHoldsThroughSilence() {
        String way = "resolve: {on: container.sample, when: event.memoryPercent < 80, for: 2m}";
        assertThat(lasting()).contains(way);
        RuleBench bench = fires(lasting().replace(way, "resolve: [" + way.substring("resolve: ".length())
                + ", {on: container.started, for: 2m}]"));
        reads(bench, 10).after(10).happens(web::started).after(119).tells();
        bench.after(1).tells("200s RESOLVED T web");
    }

    @Test
    void aRestartIsSilenceTooForWhatGoodReadingsBegan() {
        RuleBench bench = fires(lasting());
        reads(bench, 10).time.advance(Duration.ofMinutes(10));
        restarted(bench, Map.copyOf(bench.saved)).after(3600).tells();
    }

    @Test
    void aRestartBetweenTwoReadingsIsNone() {
        RuleBench bench = fires(lasting());
        reads(bench, 6, 10).tells();
        restarted(bench, Map.copyOf(bench.saved));
        reads(bench, 5, 10).tells();
        reads(bench, 1, 10).tells("190s RESOLVED T web");
    }

    /** An earlier version kept nothing of what fires. */
    @Test
    void whatFiredBeforeThisWasHeededHeedsItFromItsNextFaultOn() {
        RuleBench bench = fires(lasting());
        Map<KeyId, KeyState> earlier = new HashMap<>();
        bench.saved.forEach((id, state) -> earlier.put(id, new KeyState(null, state.evidence(), state.incident(),
                state.clearing(), state.lastFault(), state.cleared(), state.forget())));
        restarted(bench, earlier);
        reads(bench, 1, 95);
        reads(bench, 10).after(3600).tells();
    }

    @Test
    void withOkSilenceEndsWhatIsPending() {
        RuleBench bench = rule("no_data: ok");
        reads(bench, 2, 95).after(19).tells("0s PENDING T web");
        bench.after(1).tells("40s RESOLVED T web");
        assertThat(bench.latest().incident().resolvedBy())
                .isEqualTo("over before the rule fired: no reading of it came any more");
        reads(bench, 95).tells("40s PENDING T web");
    }

    @Test
    void withOkSilenceEndsWhatFires() {
        RuleBench bench = rule("no_data: ok");
        reads(bench, 12, 95).after(19).tells("0s PENDING T web", "60s FIRED T web");
        bench.after(1).tells("140s RESOLVED T web");
        assertThat(bench.engine().untilNext()).as("only that it was over is known for a while").isPresent();
    }

    @Test
    void aRestartIsSilenceTooForWhatIsPending() {
        RuleBench bench = rule("");
        reads(bench, 3, 95).told();
        bench.time.advance(Duration.ofMinutes(10));
        bench.restarted(RuleBench.load(List.of(new RuleFile("test.yml", yaml("")))), Map.copyOf(bench.saved));
        bench.after(60).tells();
        reads(bench, 3, 95).tells();
        reads(bench, 1, 95).tells("730s FIRED T web");
    }

    @Test
    void withOkARestartEndsWhatFiresOnlyWhenNothingIsHeardSince() {
        RuleBench bench = rule("no_data: ok");
        reads(bench, 7, 95).told();
        bench.time.advance(Duration.ofMinutes(10));
        bench.restarted(RuleBench.load(List.of(new RuleFile("test.yml", yaml("no_data: ok")))),
                Map.copyOf(bench.saved));
        bench.told();
        reads(bench, 10, 95).tells();
        bench.after(20).tells("790s RESOLVED T web");
    }

    @ParameterizedTest
    @CsvSource({"''", "no_data: ok"})
    void whatAClockThatWasAheadLeftIsNotWaitedForLonger(String more) {
        RuleBench ahead = rule(more);
        ahead.time.advance(Duration.ofDays(400));
        reads(ahead, 2, 95);
        RuleBench bench = rule(more);
        bench.restore(Map.copyOf(ahead.saved));
        reads(bench, 7, 95);
        assertThat(bench.told()).contains("60s FIRED T web");
    }

    @Test
    void whatIsNoReadingMayBeSilent() {
        RuleBench bench = new RuleBench(yaml("").replace("on: container.sample\n", "on: container.health\n")
                .replace("event.memoryPercent >= 90", "event.status == 'unhealthy'"));
        bench.happens(at -> web.health(at, "unhealthy")).after(60).tells("0s PENDING T web", "60s FIRED T web");
    }
}
