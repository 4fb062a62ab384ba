package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The timelines of docs/rules.md for schedules. The bench begins at 0:00 UTC, 1:00 in Berlin. */
class ScheduleTimelineTest {
    private static final String NIGHTLY = """
            groups:
              - name: test
                rules:
                  - alert: Nightly
                    schedule: {cron: "0 3 * * *", zone: Europe/Berlin, within: 1h}
                    annotations: {summary: "{{ event.slot }} on {{ event.host }}"}
            """;
    private static final Duration DAY = Duration.ofDays(1);

    private static RuleSet rules(String yaml) {
        return RuleBench.load(List.of(new RuleFile("test.yml", yaml)));
    }

    private static RuleBench nightly() {
        return new RuleBench(NIGHTLY);
    }

    private static double missed(RuleBench bench) {
        return bench.counter("dockmedic.rule.schedule.missed");
    }

    private static void restart(RuleBench bench, Duration down) {
        Map<KeyId, KeyState> saved = Map.copyOf(bench.saved);
        bench.time.advance(down);
        bench.restarted(rules(NIGHTLY), saved);
    }

    @Test
    void itFiresWhenItIsTimeAndIsOverWhenItsTimeIsUp() {
        RuleBench bench = nightly();
        bench.after(7199).tells();
        bench.after(1).tells("7200s FIRED Nightly host");
        assertThat(bench.latest().incident().annotations())
                .containsEntry("summary", "2026-11-01T03:00:00+01:00 on host");
        bench.after(3599).tells();
        bench.after(1).tells("10800s RESOLVED Nightly host");
        assertThat(bench.latest().incident().resolvedBy()).isEqualTo("its time is up");
        bench.after(DAY).tells("93600s FIRED Nightly host", "97200s RESOLVED Nightly host");
    }

    @Test
    void anEventMayBeItsEndBefore() {
        RuleBench bench = new RuleBench(NIGHTLY.replace("    annotations",
                "    by: [event.host]\n        resolve: {on: engine.connected}\n        annotations"));
        bench.after(7205).told();
        bench.happens(at -> new EngineEvent.Connected(at, "host", Origin.DOCKMEDIC, "28", "1.51", false));
        bench.tells("7205s RESOLVED Nightly host");
        bench.after(4000).tells();
    }

    @Test
    void whatComesWhileNobodyRunsIsNotMadeUpFor() {
        RuleBench bench = nightly();
        bench.after(DAY).told();
        restart(bench, Duration.ofHours(3));
        bench.after(3600).tells();
        assertThat(missed(bench)).isEqualTo(1);
        bench.after(DAY).tells("180000s FIRED Nightly host", "183600s RESOLVED Nightly host");
    }

    @Test
    void noTimeComesTwiceOverARestart() {
        RuleBench bench = nightly();
        bench.after(7200).told();
        restart(bench, Duration.ofSeconds(1));
        bench.tells("7201s RESTORED Nightly host");
        bench.after(3599).tells("10800s RESOLVED Nightly host");
        restart(bench, Duration.ofSeconds(1));
        bench.after(Duration.ofHours(20)).tells();
        assertThat(missed(bench)).isZero();
    }

    @Test
    void aClockThatIsSetBackBringsNoTimeAgain() {
        RuleBench bench = nightly();
        bench.after(7260).told();
        bench.time.setWall(RuleBench.START.plusSeconds(7000));
        bench.after(7200).tells("10800s RESOLVED Nightly host");
        restart(bench, Duration.ofSeconds(1));
        bench.after(3600).tells();
        // The day after it is the wall clock that counts.
        bench.after(DAY.minusSeconds(10_000)).tells("93860s FIRED Nightly host");
    }

    @Test
    void aClockThatWasFarAheadIsForgotten() {
        RuleBench bench = nightly();
        bench.time.setWall(RuleBench.START.plus(Duration.ofDays(300)));
        bench.after(DAY).told();
        bench.time.setWall(bench.time.now());
        bench.after(DAY).tells("93600s FIRED Nightly host", "97200s RESOLVED Nightly host");
    }

    @Test
    void aClockThatIsSetForwardByLittleBringsWhatItPassed() {
        RuleBench bench = nightly();
        bench.after(7000).told();
        bench.time.setWall(RuleBench.START.plusSeconds(7300));
        bench.after(120).told();
        assertThat(bench.changes).hasSize(1);
        assertThat(bench.latest().incident().evidence()).first()
                .isInstanceOfSatisfying(ScheduleEvent.Due.class,
                        due -> assertThat(due.slot()).isEqualTo(Instant.parse("2026-11-01T02:00:00Z")));
        assertThat(missed(bench)).isZero();
    }

    @Test
    void aClockThatIsSetForwardByMuchDoesNot() {
        RuleBench bench = nightly();
        bench.after(60);
        bench.time.setWall(RuleBench.START.plusSeconds(9000));
        bench.after(DAY.minusSeconds(9000)).tells();
        assertThat(missed(bench)).isEqualTo(1);
    }

    @Test
    void aReloadGoesOnAndAnotherScheduleBeginsAnew() {
        RuleBench bench = nightly();
        bench.after(7100).replace(NIGHTLY.replace("on {{", "at {{")).after(100).tells("7200s FIRED Nightly host");
        bench.replace(NIGHTLY.replace("0 3", "30 3")).tells("7200s RESOLVED Nightly host");
        bench.after(1800).tells("9000s FIRED Nightly host");
        bench.replace("groups: [{name: a, rules: []}]").tells("9000s RESOLVED Nightly host");
        bench.after(DAY).tells();
    }

    @Test
    void nothingIsLookedAtWithoutASchedule() {
        assertThat(new RuleBench("groups: [{name: a, rules: []}]").engine().untilNext()).isEmpty();
    }
}
