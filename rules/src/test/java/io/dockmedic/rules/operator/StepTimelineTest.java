package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.incident.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The timelines of docs/rules.md for operators over several events. */
class StepTimelineTest {
    private final Happenings web = Happenings.of("web");

    private static RuleBench rule(String operator, String resolve) {
        return new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: T
                        %s
                        resolve: %s
                """.formatted(operator, resolve));
    }

    private static RuleBench unhealthyThenDied() {
        return rule("""
                sequence:
                          steps:
                            - {on: container.health, when: event.status == 'unhealthy'}
                            - {on: container.died, when: event.exitCode != 0}
                          within: 30s""", "{on: container.started}");
    }

    private static RuleBench restartedInVain() {
        return rule("""
                sequence:
                          steps: [{on: container.died}, {on: container.started}]
                          within: 10s
                          not_followed_by: {on: container.health, when: event.status == 'healthy', within: 60s}""",
                "{on: container.removed}");
    }

    private static RuleBench both() {
        return rule("""
                all:
                          steps:
                            - {on: container.health, when: event.status == 'unhealthy'}
                            - {on: container.sample, when: event.memoryPercent >= 90}
                          within: 1m""", "{on: container.died}");
    }

    private static List<Long> seconds(Incident incident) {
        return incident.evidence()
                .stream()
                .map(event -> event.at().getEpochSecond() - RuleBench.START.getEpochSecond())
                .toList();
    }

    @Test
    void sequenceFiresOnTheLastStepInTime() {
        RuleBench bench = unhealthyThenDied();
        bench.happens(at -> web.died(at, 1)).after(5).happens(at -> web.health(at, "unhealthy")).after(31);
        bench.happens(at -> web.died(at, 1)).after(4).tells();
        bench.happens(at -> web.health(at, "unhealthy")).after(10).tells();
        bench.happens(at -> web.died(at, 1)).tells("50s FIRED T web");
        assertThat(seconds(bench.latest().incident())).containsExactly(40L, 50L);
        bench.after(5).happens(at -> web.health(at, "unhealthy")).tells();
        bench.after(1).happens(at -> web.died(at, 1)).tells("56s AGAIN T web");
        bench.after(1).happens(web::started).tells("57s RESOLVED T web");
    }

    @Test
    void sequenceTakesItsEventsInTheirOwnOrder() {
        RuleBench bench = unhealthyThenDied();
        bench.after(20).happened(web.died(RuleBench.START.plusSeconds(15), 1)).tells();
        bench.happened(web.health(RuleBench.START.plusSeconds(10), "unhealthy")).tells("20s FIRED T web");
        RuleBench other = unhealthyThenDied();
        other.after(20).happened(web.died(RuleBench.START.plusSeconds(10), 1));
        other.happened(web.health(RuleBench.START.plusSeconds(15), "unhealthy")).tells();
    }

    @Test
    void sequenceForgetsWhatItsWindowHasPassed() {
        RuleBench bench = unhealthyThenDied();
        bench.happens(at -> web.health(at, "unhealthy"));
        assertThat(bench.saved).hasSize(1);
        bench.after(30);
        assertThat(bench.saved).isEmpty();
    }

    @Test
    void sequenceIsForgottenWhenItIsOver() {
        RuleBench bench = unhealthyThenDied();
        bench.happens(at -> web.health(at, "unhealthy")).after(5).happens(web::started).after(5);
        bench.happens(at -> web.died(at, 1)).tells();
    }

    @Test
    void oneEventIsOneStep() {
        RuleBench bench = rule("""
                sequence: {steps: [{on: container.died}, {on: container.died}, {on: container.died}], within: 1m}""",
                "{on: container.started}");
        bench.happens(at -> web.died(at, 1)).after(1).happens(at -> web.died(at, 1)).tells();
        bench.after(1).happens(at -> web.died(at, 1)).tells("2s FIRED T web");
    }

    @Test
    void manyInARowAreKeptAsFew() {
        RuleBench bench = unhealthyThenDied();
        for (int i = 0; i < 5000; i++) {
            bench.happens(at -> web.health(at, "unhealthy"));
            bench.time.advance(Duration.ofMillis(1));
        }
        assertThat(String.valueOf(bench.saved.values().iterator().next().operator())).hasSizeLessThan(500);
        bench.happens(at -> web.died(at, 1));
        assertThat(bench.told()).hasSize(1);
    }

    @Test
    void whatMustNotFollowFiresWhenItsTimeIsUp() {
        RuleBench bench = restartedInVain();
        bench.happens(at -> web.died(at, 1)).after(2).happens(web::started).after(59).tells();
        bench.after(1).tells("62s FIRED T web");
        assertThat(seconds(bench.latest().incident())).containsExactly(0L, 2L);
        bench.after(8).happens(at -> web.health(at, "healthy")).tells("70s RESOLVED T web");
        assertThat(bench.latest().incident().resolvedBy())
                .isEqualTo("came after all: web is healthy: connection refused");
    }

    @Test
    void whatFollowsInTimeMayBeAStepOfTheNext() {
        RuleBench bench = rule("""
                sequence:
                          steps: [{on: container.died}, {on: container.started}]
                          within: 10s
                          not_followed_by: {on: container.died, within: 60s}""", "{on: container.removed}");
        bench.happens(at -> web.died(at, 1)).after(2).happens(web::started).after(28);
        bench.happens(at -> web.died(at, 1)).after(60).tells();
        bench.happens(at -> web.died(at, 1)).after(2).happens(web::started).after(59).tells();
        bench.after(1).tells("152s FIRED T web");
    }

    @Test
    void whatFollowsInTimeIsTheEndOfIt() {
        RuleBench bench = restartedInVain();
        bench.happens(at -> web.died(at, 1)).after(2).happens(web::started).after(30);
        bench.happens(at -> web.health(at, "healthy")).after(600).tells();
    }

    @Test
    void aFurtherSequenceStartsTheTimeAnewAndPartOfOneDoesNot() {
        RuleBench bench = restartedInVain();
        bench.happens(at -> web.died(at, 1)).after(2).happens(web::started).after(30);
        bench.happens(at -> web.died(at, 1)).after(29).tells();
        bench.after(1).tells("62s FIRED T web");
        RuleBench again = restartedInVain();
        again.happens(at -> web.died(at, 1)).after(2).happens(web::started).after(30);
        again.happens(at -> web.died(at, 1)).after(3).happens(web::started).after(59).tells();
        again.after(1).tells("95s FIRED T web");
    }

    @Test
    void whatFollowsCountsOnlyAfterTheWholeSequence() {
        RuleBench bench = restartedInVain();
        bench.happens(at -> web.died(at, 1)).after(1).happens(at -> web.health(at, "healthy")).after(1);
        bench.happens(web::started).after(60).tells("62s FIRED T web");
    }

    @Test
    void allTakesItsEventsInAnyOrder() {
        RuleBench bench = both();
        bench.happens(at -> web.sampled(at, usage -> withMemory(95))).after(61);
        bench.happens(at -> web.health(at, "unhealthy")).after(19).tells();
        bench.happens(at -> web.sampled(at, usage -> withMemory(95))).tells("80s FIRED T web");
        assertThat(seconds(bench.latest().incident())).containsExactly(61L, 80L);
        bench.after(5).happens(at -> web.health(at, "unhealthy")).tells("85s AGAIN T web");
        RuleBench other = both();
        other.happens(at -> web.health(at, "unhealthy")).after(30);
        other.happens(at -> web.sampled(at, usage -> withMemory(95))).tells("30s FIRED T web");
    }

    @Test
    void allTakesLateEventsWhereTheyBelong() {
        RuleBench bench = both();
        bench.after(100).happened(web.health(RuleBench.START.plusSeconds(90), "unhealthy"));
        bench.happened(web.sampled(RuleBench.START.plusSeconds(20), usage -> withMemory(95))).tells();
        bench.happened(web.sampled(RuleBench.START.plusSeconds(40), usage -> withMemory(95))).tells("100s FIRED T web");
    }

    @Test
    void distinctFiresWhenSoManySubjectsAreHit() {
        RuleBench bench = rule("""
                on: container.died
                        by: [event.image]
                        distinct: {of: event.service, at_least: 3, within: 10m}""",
                "{on: container.started, for: 10m}");
        bench.happens(at -> named("a").died(at, 1)).after(10).happens(at -> named("a").died(at, 1)).after(50);
        bench.happens(at -> named("b").died(at, 1)).after(60).happens(at -> named("b").died(at, 1)).tells();
        bench.after(60).happens(at -> named("c").died(at, 1)).tells("180s FIRED T web:1");
        assertThat(bench.latest().incident().count()).isEqualTo(5);
        bench.after(10).happens(at -> named("a").died(at, 1)).tells("190s AGAIN T web:1");
    }

    @Test
    void distinctForgetsWhatIsOlderThanItsWindow() {
        RuleBench bench = rule("""
                on: container.died
                        by: [event.image]
                        distinct: {of: event.service, at_least: 3, within: 1m}""", "{on: container.started, for: 10m}");
        bench.happens(at -> named("a").died(at, 1)).after(30).happens(at -> named("b").died(at, 1)).after(30);
        bench.happens(at -> named("c").died(at, 1)).tells();
        bench.after(10).happens(at -> named("a").died(at, 1)).tells("70s FIRED T web:1");
        assertThat(seconds(bench.latest().incident())).containsExactly(30L, 60L, 70L);
    }

    @Test
    void collectActsOnceWithTheList() {
        RuleBench bench = rule("""
                on: container.died
                        by: [event.host]
                        collect: 30s
                        annotations: {summary: "{{ count }} died: {{ subjects }}"}""",
                "{on: container.started, for: 5m}");
        bench.happens(at -> named("a").died(at, 1)).after(10).happens(at -> named("b").died(at, 1));
        bench.happens(named("a")::started).after(5).happens(at -> named("a").died(at, 1)).after(14);
        bench.tells("0s PENDING T host").after(1).tells("30s FIRED T host");
        assertThat(bench.latest().incident().annotations()).containsEntry("summary", "3 died: a, b");
        bench.after(10).happens(at -> named("c").died(at, 1)).tells("40s AGAIN T host");
        assertThat(bench.latest().incident().annotations()).containsEntry("summary", "4 died: a, b, c");
    }

    @Test
    void keepFiringForOutlastsWhatGotWellForAMoment() {
        RuleBench bench = rule("""
                on: container.health
                        when: event.status == 'unhealthy'
                        for: 30s
                        keep_firing_for: 5m""", "[{on: container.health, when: event.status == 'healthy'}, "
                + "{on: container.removed, for: 0s}]");
        bench.happens(at -> web.health(at, "unhealthy")).after(10).happens(at -> web.health(at, "healthy"));
        bench.tells("0s PENDING T web", "10s RESOLVED T web");
        bench.after(10).happens(at -> web.health(at, "unhealthy")).after(40);
        bench.happens(at -> web.health(at, "healthy")).after(200).tells("20s PENDING T web", "50s FIRED T web");
        bench.happens(at -> web.health(at, "unhealthy")).after(10).happens(at -> web.health(at, "healthy"));
        bench.after(299).tells("260s AGAIN T web").after(1).tells("570s RESOLVED T web");
        bench.happens(at -> web.health(at, "unhealthy")).after(30).happens(web::removed);
        bench.tells("570s PENDING T web", "600s FIRED T web", "600s RESOLVED T web");
    }

    private static Happenings named(String name) {
        return new Happenings(new Container("id-" + name, name, "web:1", Map.of(), Service.of(name, Map.of()), false));
    }

    private static Usage withMemory(int percent) {
        return SeriesTimelineTest.memory(percent * 10L, 1000);
    }
}
