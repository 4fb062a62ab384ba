package io.dockmedic.remediation.action;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.permit.Approval;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.escalate.Receiving;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an approved act took down stays down, whoever else wants it up, until somebody starts it. */
class HoldingTest {
    private static final Window ALWAYS = new Window("always", Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT, ZoneId.of("UTC"), List.of(new ServicePattern("web")));
    private static final Permits ALL = new Permits(Set.of(), List.of(
            new Approval(Set.of("stop", "pause", "unpause", "kill"), ALWAYS)));

    @TempDir
    Path dir;

    private static RemediationSettings settings(Receiver... receivers) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), ALL,
                        base.ownContainers(), base.ownImages()),
                List.of(receivers), true, null);
    }

    private Hospital hospital(Receiver... receivers) {
        return new Hospital(dir.resolve("journal.db"), settings(receivers)).settled();
    }

    private static Step step(String action, Step.Condition condition) {
        return new Step(action, Map.of(), List.of(),
                new Step.Verify(condition, Duration.ofSeconds(5), Duration.ofSeconds(60)));
    }

    private static RemedyPlan plan(Step... steps) {
        return new RemedyPlan(Stream.concat(Arrays.stream(steps), Stream.of(ESCALATE)).toList());
    }

    private static final RemedyPlan STOP = plan(step("stop", Step.State.STOPPED));

    private static Incident sickens(Hospital hospital) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident("i1", "Stuck", Samples.health(hospital.time.now(), CONSENT, "unhealthy"));
    }

    private static Incident alert(Hospital hospital, String id) {
        return incident(id, "Slow", new ExternalEvent.Alert(hospital.time.now(), "host", Origin.EXTERNAL, id, "Slow",
                "firing", "", Map.of(), Map.of(), Samples.container(CONSENT), ""));
    }

    /** The end of the run that the engine shows. */
    private static ContainerEvent.Died died(Hospital hospital, Intent intent, boolean ours, boolean gap) {
        return new ContainerEvent.Died(hospital.time.now(), "host", Origin.ENGINE, Samples.container(CONSENT), 143,
                false, new Judgement(intent, ours, List.of("a test")), false, 0, Duration.ofSeconds(9), gap,
                String.valueOf(hospital.engine.startedAt));
    }

    private static void stop(Hospital hospital) {
        hospital.incident(FIRED, sickens(hospital), STOP);
        hospital.pass(1);
        hospital.happens(died(hospital, Intent.ASKED, true, false));
        hospital.pass(10);
        assertThat(hospital.engine.changes).containsExactly("stop");
    }

    private static void suppressed(Hospital hospital, Incident incident) {
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.last().incident()).isEqualTo(incident.id());
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("taken_down");
        assertThat(hospital.last().attempts().getFirst().detail()).contains("Dockmedic stopped it on purpose",
                "by rule Stuck");
        assertThat(hospital.engine.restarts).isEmpty();
    }

    @Test
    void otherRemediesLeaveItDownUntilSomebodyHasStartedIt() {
        try (Hospital hospital = hospital()) {
            stop(hospital);
            suppressed(hospital, alert(hospital, "i2"));
            suppressed(hospital, incident("i3", "ContainerUnhealthy",
                    Samples.health(hospital.time.now(), CONSENT, "unhealthy")));
            hospital.engine.health = null;
            hospital.engine.comeUp();
            hospital.happens(Samples.touched(hospital.time.now(), "start"));
            hospital.pass(10);
            hospital.engine.running = false;
            ContainerEvent.Died crash = died(hospital, Intent.NOT_ASKED, false, false);
            hospital.happens(crash);
            hospital.incident(FIRED, incident("i4", "ContainerExited", crash), RESTART_THEN_TELL);
            hospital.pass(15);
            assertThat(hospital.engine.starts).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("healed");
            assertThat(hospital.count("remediation_acts WHERE holds = 1")).isZero();
        }
    }

    @Test
    void aNewNameChangesNothingAboutIt() {
        try (Hospital hospital = hospital()) {
            stop(hospital);
            Container renamed = new Container(Samples.ID, "web2", "web:1", CONSENT, new Service("", "web2", ""), false);
            suppressed(hospital, incident("i2", "Slow", new ExternalEvent.Alert(hospital.time.now(), "host",
                    Origin.EXTERNAL, "i2", "Slow", "firing", "", Map.of(), Map.of(), renamed, "")));
        }
    }

    @Test
    void thatGoesOnOverARestartOfOursHoweverLateItIs() {
        FakeEngine engine;
        try (Hospital first = hospital()) {
            engine = first.engine;
            stop(first);
        }
        try (Hospital second = new Hospital(dir.resolve("journal.db"), settings(),
                Hospital.START.plus(Duration.ofDays(30)), engine).settled()) {
            suppressed(second, alert(second, "i2"));
            // What the engine took along when it went, and what was stopped by us before, look alike.
            suppressed(second, incident("i3", "ContainerExited", died(second, Intent.ENGINE_SHUTDOWN, false, true)));
        }
    }

    @Test
    void whoIsToldReadsThatItIsOurDoingAndByWhichRule() {
        Vertx vertx = Vertx.vertx();
        try (var receiving = new Receiving(vertx, number -> 200);
                var hospital = hospital(receiving.receiver("pager"))) {
            stop(hospital);
            await().until(() -> receiving.got.size() == 1);
            hospital.incident(RESOLVED, sickens(hospital), STOP);
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i2", "EndedUnseen", died(hospital, Intent.UNKNOWN, false, true)),
                    RESTART_THEN_TELL);
            hospital.pass(3);
            await().until(() -> receiving.got.size() >= 3);
            assertThat(receiving.got).extracting(got -> got.body().getString("kind"))
                    .containsExactlyInAnyOrder("escalation", "resolved", "escalation");
            for (Receiving.Got got : receiving.got) {
                JsonObject body = got.body();
                if (body.getString("kind").equals("escalation")) {
                    assertThat(body.getString("summary")).contains("Dockmedic stopped it on purpose", "by rule Stuck");
                    assertThat(body.getJsonObject("taken_down").getString("action")).isEqualTo("stop");
                    assertThat(body.getJsonObject("taken_down").getString("rule")).isEqualTo("Stuck");
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void whatEndedByItselfAfterAllIsHealed() {
        try (Hospital hospital = hospital()) {
            hospital.engine.restartWorks = false;
            hospital.incident(FIRED, sickens(hospital), plan(step("kill", Step.State.STOPPED)));
            hospital.pass(80);
            assertThat(hospital.engine.changes).hasSize(1);
            hospital.engine.restartWorks = true;
            hospital.engine.running = false;
            hospital.happens(died(hospital, Intent.NOT_ASKED, false, false));
            hospital.incident(FIRED, alert(hospital, "i2"), RESTART_THEN_TELL);
            hospital.pass(3);
            assertThat(hospital.engine.starts).hasSize(1);
        }
    }

    @Test
    void whatTheEngineFailedAtMayBeOurDoingAllTheSame() {
        try (Hospital hospital = hospital()) {
            hospital.engine.restartWorks = false;
            hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "no exit event");
            hospital.incident(FIRED, sickens(hospital), STOP);
            hospital.pass(10);
            assertThat(hospital.last().state()).isEqualTo("unsettled");
            assertThat(hospital.ledger).extracting(OwnAct::phase).containsExactly(OwnAct.Phase.BEGINS);
            hospital.engine.running = false;
            hospital.happens(died(hospital, Intent.ASKED, true, false));
            hospital.pass(10);
            assertThat(hospital.engine.changes).containsExactly("stop");
            suppressed(hospital, alert(hospital, "i2"));
        }
    }

    @Test
    void whatIsHeldIsTheRunThatWasSeenDown() {
        try (Hospital hospital = hospital()) {
            Incident sick = sickens(hospital);
            // The engine starts it anew between our last look and our stop.
            hospital.engine.answer = () -> {
                hospital.engine.startedAt = hospital.time.now();
                return FakeEngine.done();
            };
            hospital.incident(FIRED, sick, STOP);
            hospital.pass(10);
            assertThat(hospital.engine.changes).containsExactly("stop");
            suppressed(hospital, alert(hospital, "i2"));
            assertThat(hospital.count("remediation_acts WHERE holds = 1 AND started_before = "
                    + Objects.requireNonNull(hospital.engine.startedAt).toEpochMilli())).isOne();
        }
    }

    @Test
    void whatGoesOnRunningIsLetGo() {
        try (Hospital hospital = hospital()) {
            hospital.engine.restartWorks = false;
            hospital.incident(FIRED, sickens(hospital), plan(step("kill", Step.State.STOPPED)));
            hospital.pass(10);
            assertThat(hospital.count("remediation_acts WHERE holds = 1")).isOne();
            hospital.pass(25);
            assertThat(hospital.engine.changes).hasSize(1);
            assertThat(hospital.count("remediation_acts WHERE holds = 1")).isZero();
        }
    }

    @Test
    void aPauseThatDoesNotShowIsLetGo() {
        try (Hospital hospital = hospital()) {
            hospital.engine.restartWorks = false;
            hospital.incident(FIRED, sickens(hospital), plan(step("pause", Step.State.PAUSED)));
            hospital.pass(35);
            assertThat(hospital.engine.changes).containsExactly("pause");
            assertThat(hospital.count("remediation_acts WHERE holds = 1")).isZero();
        }
    }

    @Test
    void whatWasNotCalledHoldsNothing() {
        try (Hospital hospital = hospital()) {
            Incident sick = sickens(hospital);
            hospital.engine.foreseen = hospital.engine.state(Samples.ID);
            hospital.engine.startedAt = hospital.time.now();
            hospital.incident(FIRED, sick, STOP);
            hospital.pass(3);
            assertThat(hospital.engine.changes).isEmpty();
            assertThat(hospital.count("remediation_acts")).isPositive();
            assertThat(hospital.count("remediation_acts WHERE holds = 1")).isZero();
        }
    }

    /** What is held is looked at after a restart of ours, when the engine is in sight again. */
    private long heldAfterARestart(Consumer<FakeEngine> meanwhile) {
        FakeEngine engine;
        try (Hospital first = hospital()) {
            engine = first.engine;
            stop(first);
            assertThat(first.count("remediation_acts WHERE holds = 1")).isOne();
        }
        engine.frozen = true;
        meanwhile.accept(engine);
        try (Hospital second = new Hospital(dir.resolve("journal.db"), settings(),
                Hospital.START.plus(Duration.ofDays(30)), engine)) {
            second.pass(1);
            assertThat(second.count("remediation_acts WHERE holds = 1")).isOne();
            engine.frozen = false;
            second.settled();
            return second.count("remediation_acts WHERE holds = 1");
        }
    }

    /** It was asked to die, and needs longer than we had. */
    @Test
    void whatStillDiesWhenWeEndIsHeldOnceItIsDown() {
        FakeEngine engine;
        try (Hospital first = hospital()) {
            engine = first.engine;
            engine.restartWorks = false;
            engine.stopTimeout = Duration.ofMinutes(2);
            first.incident(FIRED, sickens(first), plan(step("kill", Step.State.STOPPED)));
            first.pass(3);
            assertThat(engine.changes).hasSize(1);
        }
        try (Hospital second = new Hospital(dir.resolve("journal.db"), settings(),
                Hospital.START.plusSeconds(30), engine).settled()) {
            assertThat(second.count("remediation_acts WHERE holds = 1")).isOne();
            engine.running = false;
            second.happens(died(second, Intent.ASKED, true, false));
            second.pass(3);
            second.incident(FIRED, alert(second, "i2"), RESTART_THEN_TELL);
            second.pass(3);
            assertThat(second.last().attempts().getFirst().reason()).isEqualTo("taken_down");
            assertThat(engine.restarts).isEmpty();
        }
    }

    @Test
    void whatIsStillDownIsHeldOn() {
        assertThat(heldAfterARestart(engine -> {})).isOne();
    }

    @Test
    void whatIsGoneIsNotHeldForEver() {
        assertThat(heldAfterARestart(engine -> engine.there = false)).isZero();
    }

    @Test
    void whatHasRunSinceIsNotHeldForEver() {
        assertThat(heldAfterARestart(engine -> engine.startedAt = Hospital.START.plus(Duration.ofDays(1)))).isZero();
    }

    @Test
    void whatRunsIsNotHeldForEver() {
        assertThat(heldAfterARestart(engine -> engine.running = true)).isZero();
    }

    @Test
    void whatWasRefusedHoldsNothing() {
        try (Hospital hospital = hospital()) {
            hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.DENIED, 403, "forbidden");
            hospital.incident(FIRED, sickens(hospital), STOP);
            hospital.pass(5);
            assertThat(hospital.count("remediation_acts WHERE holds = 1")).isZero();
        }
    }

    @Test
    void theLaterRungsOfItsOwnLadderArePartOfIt() {
        try (Hospital hospital = hospital()) {
            hospital.incident(FIRED, sickens(hospital), plan(step("stop", Step.State.STOPPED),
                    step("start", Step.State.RUNNING)));
            hospital.pass(1);
            hospital.happens(died(hospital, Intent.ASKED, true, false));
            hospital.pass(20);
            assertThat(hospital.engine.starts).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }

    @Test
    void whatWasLetGoOnAgainAndEndsByItselfIsHealed() {
        try (Hospital hospital = hospital()) {
            hospital.incident(FIRED, sickens(hospital), plan(step("pause", Step.State.PAUSED),
                    step("unpause", Step.State.RUNNING)));
            hospital.pass(20);
            assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
            hospital.engine.running = false;
            ContainerEvent.Died crash = died(hospital, Intent.NOT_ASKED, false, false);
            hospital.happens(crash);
            hospital.incident(FIRED, incident("i2", "ContainerExited", crash), RESTART_THEN_TELL);
            hospital.pass(3);
            assertThat(hospital.engine.starts).hasSize(1);
            assertThat(hospital.count("remediation_acts WHERE holds = 1")).isZero();
        }
    }

    @Test
    void whatItsOwnLadderHasPausedIsNotRestartedAndAPersonIsTold() {
        try (Hospital hospital = hospital()) {
            hospital.incident(FIRED, sickens(hospital), plan(step("pause", Step.State.PAUSED),
                    step("restart", Step.State.RUNNING), step("stop", Step.State.STOPPED)));
            hospital.pass(15);
            assertThat(hospital.engine.changes).containsExactly("pause");
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.last().attempts()).extracting(Attempt::reason)
                    .containsSubsequence("taken_down", "taken_down");
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void aPauseIsLeftAloneByOtherRemediesUntilSomebodyEndsIt() {
        try (Hospital hospital = hospital()) {
            hospital.incident(FIRED, sickens(hospital), plan(step("pause", Step.State.PAUSED)));
            hospital.pass(10);
            hospital.incident(FIRED, alert(hospital, "i2"), plan(step("unpause", Step.State.RUNNING)));
            hospital.pass(3);
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("taken_down");
            assertThat(hospital.engine.changes).containsExactly("pause");
            hospital.happens(Samples.touched(hospital.time.now(), "unpause"));
            hospital.happens(Samples.touched(hospital.time.now(), "pause"));
            hospital.pass(5);
            hospital.incident(FIRED, alert(hospital, "i3"), plan(step("unpause", Step.State.RUNNING)));
            hospital.pass(3);
            assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
        }
    }
}
