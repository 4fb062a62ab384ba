package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The timelines of docs/rules.md, one test each. */
class OperatorTimelineTest {
    private final Happenings web = Happenings.of("web");
    private final Happenings db = Happenings.of("db");

    private static RuleBench rule(String operator, String resolve) {
        return new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: container.died
                        when: event.exitCode != 0
                        %s
                        resolve: %s
                """.formatted(operator, resolve));
    }

    @Test
    void withoutAnOperatorTheFirstMatchFiresAndFurtherOnesAreTheSameIncident() {
        RuleBench bench = rule("", "{on: container.started}");
        bench.happens(at -> web.died(at, 1)).after(10).happens(at -> web.died(at, 1)).after(10).happens(web::started);
        bench.tells("0s FIRED T web", "10s AGAIN T web", "20s RESOLVED T web");
    }

    @Test
    void anIncidentAfterItsResolutionIsAnother() {
        RuleBench bench = rule("", "{on: container.started}");
        bench.happens(at -> web.died(at, 1)).after(1).happens(web::started).after(1).happens(at -> web.died(at, 1));
        bench.tells("0s FIRED T web", "1s RESOLVED T web", "2s FIRED T web");
        assertThat(bench.changes.getFirst().incident().id()).isNotEqualTo(bench.latest().incident().id());
    }

    @Test
    void keysDoNotTouchEachOther() {
        RuleBench bench = rule("count: {at_least: 2, within: 1m}", "{on: container.started}");
        bench.happens(at -> web.died(at, 1)).after(1).happens(at -> db.died(at, 1)).after(1).tells();
        bench.happens(at -> db.died(at, 1)).tells("2s FIRED T db");
    }

    @Test
    void countFiresOnTheNthAndStaysFiring() {
        RuleBench bench = rule("count: {at_least: 3, within: 60s}", "{on: container.started, for: 2m}");
        bench.happens(at -> web.died(at, 1)).after(20).happens(at -> web.died(at, 1)).after(20).tells();
        bench.happens(at -> web.died(at, 1)).after(200).tells("40s FIRED T web");
        bench.happens(at -> web.died(at, 1)).tells("240s AGAIN T web");
        assertThat(bench.latest().incident().count()).isEqualTo(4);
    }

    @Test
    void countIsOfWhatIsInTheWindowHoweverManyThatAre() {
        RuleBench bench = rule("count: {at_least: 30, within: 25s}", "{on: container.started, for: 2m}");
        for (int second = 0; second < 200; second++) {
            bench.happens(at -> web.died(at, 1)).after(1);
        }
        bench.tells();
        for (int more = 0; more < 10; more++) {
            bench.happens(at -> web.died(at, 2)).after(Duration.ofMillis(10));
        }
        assertThat(bench.changes.getFirst().incident().count()).isEqualTo(30);
        assertThat(bench.changes.getFirst().incident().evidence()).hasSize(20);
    }

    @Test
    void whatIsToldAgainCountsOnceHoweverManyThereAre() {
        RuleBench bench = rule("count: {at_least: 30, within: 10m}", "{on: container.started, for: 2m}");
        List<Event> deaths = new ArrayList<>();
        for (int second = 0; second < 25; second++) {
            deaths.add(web.died(bench.time.now(), 1));
            bench.happened(deaths.getLast()).after(1);
        }
        deaths.subList(10, 20).forEach(bench::happened);
        assertThat(bench.counter("dockmedic.rule.events.stale")).isEqualTo(10);
        bench.tells();
        for (int second = 0; second < 4; second++) {
            bench.happens(at -> web.died(at, 1)).after(1);
        }
        bench.tells().happens(at -> web.died(at, 1)).tells("29s FIRED T web");
        assertThat(bench.latest().incident().count()).isEqualTo(30);
    }

    @Test
    void partsOfAKeyAreNotTakenForEachOther() {
        RuleBench bench = rule("by: [event.name, event.image]", "{on: container.removed}");
        Container one = new Container("1", "a|b", "c", Map.of(), web.container().service(), false);
        Container other = new Container("2", "a", "b|c", Map.of(), web.container().service(), false);
        bench.happens(at -> new Happenings(one).died(at, 1)).happens(at -> new Happenings(other).died(at, 1));
        bench.tells("0s FIRED T a\\|b|c", "0s FIRED T a|b\\|c");
    }

    @Test
    void aWayThatDoesNotHoldTakesNoOtherWithIt() {
        RuleBench bench = rule("", "[{on: container.removed, for: 5m},"
                + " {on: container.started, for: 30s, unless: container.stopped}]");
        bench.happens(at -> web.died(at, 1)).happens(web::removed).after(10);
        bench.happens(web::started).after(10).happens(web::stopped).told();
        bench.after(279).tells();
        bench.after(1).tells("300s RESOLVED T web");
    }

    @Test
    void theWayThatHasHeldFirstEndsIt() {
        RuleBench bench = rule("", "[{on: container.removed, for: 5m}, {on: container.started, for: 30s}]");
        bench.happens(at -> web.died(at, 1)).happens(web::removed).after(10).happens(web::started).told();
        bench.after(30).tells("40s RESOLVED T web");
    }

    @Test
    void countGoesOnWhenTheWallClockOfTheSourceWasSetBack() {
        RuleBench bench = rule("count: {at_least: 3, within: 60s}", "{on: container.started, for: 2m}");
        Instant set = RuleBench.START.minusSeconds(7200);
        bench.time.setWall(set);
        bench.happened(web.died(set, 1)).after(10).happened(web.died(set.plusSeconds(10), 1)).after(49);
        bench.happened(web.died(set.plusSeconds(59), 1)).tells("59s FIRED T web");
        assertThat(bench.latest().incident().count()).isEqualTo(3);
    }

    @Test
    void countWindowSlides() {
        RuleBench bench = rule("count: {at_least: 3, within: 60s}", "{on: container.started, for: 2m}");
        bench.happens(at -> web.died(at, 1)).after(40).happens(at -> web.died(at, 2)).after(30);
        bench.happens(at -> web.died(at, 3)).tells();
        bench.after(20).happens(at -> web.died(at, 4)).tells("90s FIRED T web");
        assertThat(bench.latest().incident().evidence()).extracting(event -> event.at().getEpochSecond()
                - RuleBench.START.getEpochSecond()).containsExactly(40L, 70L, 90L);
        assertThat(bench.latest().incident().count()).isEqualTo(3);
    }

    @Test
    void startsBetweenCountedDeathsDoNotResetTheCountUnlessTheyHold() {
        RuleBench bench = rule("count: {at_least: 2, within: 10m}", "{on: container.started, for: 2m}");
        bench.happens(at -> web.died(at, 1)).after(5).happens(web::started).after(60);
        bench.happens(at -> web.died(at, 1)).tells("65s FIRED T web");
        RuleBench calm = rule("count: {at_least: 2, within: 10m}", "{on: container.started, for: 2m}");
        calm.happens(at -> web.died(at, 1)).after(5).happens(web::started).after(121);
        calm.happens(at -> web.died(at, 1)).tells();
    }

    @Test
    void countForgetsKeysWhoseWindowPassed() {
        RuleBench bench = rule("count: {at_least: 3, within: 60s}", "{on: container.started}");
        bench.happens(at -> web.died(at, 1));
        assertThat(bench.saved).hasSize(1);
        bench.after(61);
        assertThat(bench.saved).isEmpty();
        assertThat(bench.engine().untilNext()).isEmpty();
    }

    @Test
    void countTakesEventsInAnyOrder() {
        RuleBench bench = rule("count: {at_least: 3, within: 60s}", "{on: container.started}");
        bench.after(100);
        bench.happened(web.died(RuleBench.START.plusSeconds(90), 1));
        bench.happened(web.died(RuleBench.START.plusSeconds(20), 1)).tells();
        bench.happened(web.died(RuleBench.START.plusSeconds(50), 1)).tells();
        bench.happened(web.died(RuleBench.START.plusSeconds(95), 1)).tells("100s FIRED T web");
    }

    @Test
    void distinctTakesLateEventsWhereTheyBelongAndNotThoseBeforeTheWindow() {
        Happenings cache = Happenings.of("cache");
        RuleBench bench = rule("by: [event.host]\n        distinct: {of: event.service, at_least: 3, within: 5m}",
                "{on: container.started, for: 2m}");
        bench.after(600).happens(at -> web.died(at, 1)).after(60);
        bench.happens(at -> db.died(at.minusSeconds(361), 1)).tells();
        bench.happens(at -> cache.died(at.minusSeconds(200), 1)).tells();
        bench.happens(at -> db.died(at.minusSeconds(359), 1)).tells("660s FIRED T host");
    }

    @Test
    void distinctCountsOfEachValueTheNewestAlsoWhereAnOlderComesAfterIt() {
        Happenings cache = Happenings.of("cache");
        RuleBench bench = rule("by: [event.host]\n        distinct: {of: event.service, at_least: 3, within: 5m}",
                "{on: container.started, for: 2m}");
        bench.after(600).happens(at -> web.died(at, 1)).happens(at -> web.died(at.minusSeconds(299), 1)).after(100);
        bench.happens(at -> db.died(at, 1)).after(150).happens(at -> cache.died(at, 1)).tells("850s FIRED T host");
    }

    @Test
    void collectGathersWhatIsHeardMeanwhileWheneverItHappened() {
        RuleBench bench = rule("by: [event.host]\n        collect: 30s", "{on: container.started, for: 2m}");
        bench.after(600).happens(at -> web.died(at, 1)).after(10).happens(at -> db.died(at.minusSeconds(60), 1));
        bench.tells("600s PENDING T host").after(20).tells("630s FIRED T host");
        assertThat(bench.latest().incident().count()).isEqualTo(2);
        bench.after(10).happens(at -> db.died(at.minusSeconds(60), 2)).tells("640s AGAIN T host");
    }

    @Test
    void forFiresWhenItHasHeld() {
        RuleBench bench = rule("for: 30s", "{on: container.started}");
        bench.happens(at -> web.died(at, 1)).tells("0s PENDING T web");
        bench.after(29).tells();
        bench.after(1).tells("30s FIRED T web");
        bench.after(1).happens(web::started).tells("31s RESOLVED T web");
    }

    @Test
    void forIsCancelledByAResolveInBetween() {
        RuleBench bench = rule("for: 30s", "{on: container.started, for: 5m}");
        bench.happens(at -> web.died(at, 1)).after(10).happens(web::started).after(60);
        bench.tells("0s PENDING T web", "10s RESOLVED T web");
        assertThat(bench.latest().incident().firedAt()).isNull();
    }

    @Test
    void forIsNotProlongedByFurtherMatches() {
        RuleBench bench = rule("for: 30s", "{on: container.started}");
        bench.happens(at -> web.died(at, 1)).after(20).happens(at -> web.died(at, 1)).after(10);
        bench.tells("0s PENDING T web", "30s FIRED T web");
        assertThat(bench.latest().incident().count()).isEqualTo(2);
    }

    private static RuleBench neverHealthy() {
        return neverHealthy("");
    }

    private static RuleBench neverHealthy(String from) {
        return new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: container.started
                        absent: {on: container.health, when: event.status == 'healthy', within: 2m%s}
                        resolve: [{on: [container.died, container.removed]}, {on: container.stopped, for: 10m}]
                """.formatted(from));
    }

    @Test
    void absentGoesByTheLastOccasionOrByTheFirst() {
        for (String from : List.of("", ", from: last")) {
            neverHealthy(from).happens(web::started).after(60).happens(web::started).after(119).tells();
        }
        RuleBench bench = neverHealthy(", from: first");
        bench.happens(web::started).after(60).happens(web::started).after(59).tells();
        bench.after(1).tells("120s FIRED T web");
        bench.after(5).happens(web::started).tells("125s AGAIN T web");
        neverHealthy(", from: first")
                .happens(web::started)
                .after(60)
                .happens(at -> web.health(at, "healthy"))
                .happens(web::started)
                .after(119)
                .tells();
    }

    /** Those after it are waited for from when it is known. */
    @Test
    void absentFromTheFirstIsDisarmedByWhatIsSeenOnlyAfterALaterOccasion() {
        Event late = web.health(RuleBench.START.plusSeconds(10), "healthy");
        RuleBench bench = neverHealthy(", from: first");
        bench.happens(web::started).after(20).happens(web::started).after(10).happened(late).after(119).tells();
        bench.after(1).tells("150s FIRED T web");
        assertThat(bench.latest().incident().count()).isEqualTo(1);

        RuleBench before = neverHealthy(", from: first");
        before.after(20).happens(web::started).after(10).happens(web::started).happened(late).after(110);
        before.tells("140s FIRED T web");
        RuleBench last = neverHealthy();
        last.happens(web::started).after(20).happens(web::started).after(10).happened(late).after(110);
        last.tells("140s FIRED T web");
    }

    /** What is to hold for a while is not there yet; as it is with the last occasion, any way disarms. */
    @Test
    void absentFromTheFirstIsDisarmedByWhatMustHoldOnlyWhenItHas() {
        neverHealthy().happens(web::started).after(60).happens(web::stopped).after(600).tells();
        neverHealthy(", from: first")
                .happens(web::started)
                .after(60)
                .happens(web::stopped)
                .after(600)
                .tells("120s FIRED T web", "660s RESOLVED T web");
    }

    @Test
    void absentFiresWhenNothingFollowedAndIsOverWhenItComesLater() {
        RuleBench bench = neverHealthy();
        bench.happens(web::started).after(119).tells();
        bench.after(1).tells("120s FIRED T web");
        bench.after(5).happens(at -> web.health(at, "starting")).tells();
        bench.happens(at -> web.health(at, "healthy")).tells("125s RESOLVED T web");
        assertThat(bench.latest().incident().resolvedBy())
                .isEqualTo("came after all: web is healthy: connection refused");
    }

    @Test
    void absentIsDisarmedByWhatFollows() {
        neverHealthy().happens(web::started).after(60).happens(at -> web.health(at, "healthy")).after(600).tells();
    }

    @Test
    void absentIsDisarmedByAResolve() {
        neverHealthy().happens(web::started).after(60).happens(at -> web.died(at, 1)).after(600).tells();
    }

    @Test
    void absentStartsAnewWithEachMatch() {
        RuleBench bench = neverHealthy();
        bench.happens(web::started).after(100).happens(web::started).after(119).tells();
        bench.after(1).tells("220s FIRED T web");
    }

    @Test
    void resolveThatMustHoldIsCancelledByTheFault() {
        RuleBench bench = rule("", "{on: container.started, for: 30s}");
        bench.happens(at -> web.died(at, 1)).after(1).happens(web::started).after(20);
        bench.happens(at -> web.died(at, 1)).after(100).tells("0s FIRED T web", "21s AGAIN T web");
        bench.happens(web::started).after(30).tells("151s RESOLVED T web");
    }

    @Test
    void resolveThatMustHoldIsBrokenOffByUnless() {
        RuleBench bench = rule("", "{on: container.started, for: 30s, unless: container.removed}");
        bench.happens(at -> web.died(at, 1)).after(1).happens(web::started).after(20).happens(web::removed).after(100);
        bench.tells("0s FIRED T web");
    }
}
