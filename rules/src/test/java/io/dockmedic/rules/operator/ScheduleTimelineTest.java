package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.kind.Kinds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

    /** A first look a little late, and a next one less so, as timers are: what the first began still fires then. */
    @Test
    void noTimeIsLostWhereTheClockGoesOnBetweenTwoLooksAtIt() {
        ManualTime time = new ManualTime(RuleBench.START);
        RuleEngine engine = new RuleEngine(new EngineParts(Kinds.standard(), passing(time), at -> "i" + at,
                new SimpleMeterRegistry(), "host"));
        engine.replace(rules(NIGHTLY.replace("0 3 * * *", "0 * * * *")).rules());

        time.advance(Duration.ofHours(1).plusMillis(1));
        assertThat(told(engine.tick())).containsExactly("FIRED");
        time.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(told(engine.tick())).containsExactly("RESOLVED", "FIRED");
    }

    private static List<String> told(Outcome outcome) {
        return outcome.changes().stream().map(change -> change.what().name()).toList();
    }

    /** As in life: it goes on while it is looked at. */
    private static Clock passing(ManualTime time) {
        return new Clock() {
            @Override
            public Instant now() {
                time.advance(Duration.ofNanos(1));
                return time.now();
            }

            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Instant shown(Instant own) {
                return time.shown(own);
            }
        };
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

    /** What the night before left undone is no reason to leave this one out. */
    @Test
    void eachTimeIsAnIncidentOfItsOwn() {
        RuleBench bench = new RuleBench(NIGHTLY.replace("0 3 * * *", "0 * * * *").replace("within: 1h", "within: 58m"));
        bench.after(3600).tells("3600s FIRED Nightly host");
        String first = bench.latest().incident().id();
        // The next one comes while the last still fires, for the clock is set forward.
        bench.time.setWall(bench.time.now().plusSeconds(240));
        bench.after(3400).tells("6960s RESOLVED Nightly host", "6960s FIRED Nightly host");
        assertThat(bench.changes.get(1).incident().resolvedBy()).isEqualTo("its time is up");
        assertThat(bench.latest().incident().id()).isNotEqualTo(first);
    }

    @Test
    void whatIsOverBeforeWeAreBackIsNotBegunThen() {
        RuleBench bench = nightly();
        bench.after(7260).told();
        restart(bench, Duration.ofHours(10));
        bench.tells("43260s RESOLVED Nightly host");
        assertThat(bench.latest().incident().resolvedBy()).isEqualTo("its time is up");
        bench.after(Duration.ofHours(10)).tells();
    }

    /** Nothing came while the clock was ahead: so nothing is to be kept from coming twice. */
    @Test
    void aClockThatWasAheadAWhileHoldsNothingUp() {
        RuleBench bench = new RuleBench(NIGHTLY.replace("0 3", "30 *").replace("within: 1h", "within: 10m"));
        bench.after(3660).told();
        bench.time.setWall(bench.time.now().plus(DAY));
        bench.after(120);
        bench.time.setWall(bench.time.now());
        bench.after(3600).tells("5400s FIRED Nightly host", "6000s RESOLVED Nightly host");
        assertThat(missed(bench)).isEqualTo(1);
    }

    @Test
    void anotherWayThatDoesNotHoldTakesItsEndNotAway() {
        RuleBench bench = new RuleBench(NIGHTLY.replace("    annotations",
                "    resolve: {on: engine.connected, for: 5m, unless: engine.disconnected}\n        annotations"));
        bench.after(7300).told();
        bench.happens(at -> new EngineEvent.Connected(at, "host", Origin.DOCKMEDIC, "28", "1.51", false));
        bench.after(60).happens(at -> new EngineEvent.Disconnected(at, "host", Origin.DOCKMEDIC, "gone"));
        bench.after(3000).tells();
        bench.after(1000).tells("10800s RESOLVED Nightly host");
        // And holds, it ends it before.
        bench.after(83_000).told();
        bench.happens(at -> new EngineEvent.Connected(at, "host", Origin.DOCKMEDIC, "28", "1.51", false));
        bench.after(300).tells("94660s RESOLVED Nightly host");
    }

    @Test
    void withinIsComparedWithTheShortestDayToo() {
        assertThat(RuleBench.problems(NIGHTLY.replace("within: 1h", "within: 1d"))).singleElement()
                .asString()
                .contains("is longer than the 23h from one time to the next");
        assertThat(RuleBench.problems(NIGHTLY.replace("within: 1h", "within: 23h"))).isEmpty();
        assertThat(RuleBench.problems(NIGHTLY.replace("Europe/Berlin", "UTC").replace("within: 1h", "within: 1d")))
                .isEmpty();
        // 2:30 is not there on that day, and comes half an hour before 3:30.
        assertThat(RuleBench.problems(NIGHTLY.replace("0 3", "30 2,3"))).singleElement().asString().contains("30m");
    }

    @Test
    void itsKeyIsTheHost() {
        assertThat(RuleBench.problems(NIGHTLY.replace("    annotations", "    by: [event.slot]\n        annotations")))
                .singleElement()
                .asString()
                .contains("whose key is the host");
        RuleBench bench = new RuleBench(NIGHTLY.replace("    annotations",
                "    resolve: {on: container.removed}\n        annotations"));
        bench.after(7205).tells("7200s FIRED Nightly host");
        bench.happens(at -> Happenings.of("web").removed(at)).tells("7205s RESOLVED Nightly host");
    }
}
