package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.died;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.verify.Proof;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.api.io.TempDir;

class HealingTest {
    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private Incident sickens() {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident("i1", "ContainerUnhealthy",
                Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
    }

    private static RemedyPlan provenBy(Step.State state) {
        return new RemedyPlan(List.of(
                new Step("restart", Map.of(), Samples.seconds(0, 5),
                        new Step.Verify(state, Duration.ofSeconds(5), Duration.ofSeconds(30))),
                Samples.ESCALATE));
    }

    /** It would be stopped, and down for want of some kilobytes. */
    @Test
    void onAFullDiskWhatRunsIsNotStoppedBeforeThereIsRoom() {
        Incident incident = sickens();
        hospital.room.other = 1000 * FakeDisk.MIB;
        hospital.incident(FIRED, incident, provenBy(Step.State.RUNNING));
        hospital.pass(3);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().attempts().getFirst().outcome()).contains("not called: the engine's disk is full");
        hospital.room.other = 0;
        hospital.pass(10);
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    /** That it runs is not what was asked, and another restart would not show it either. */
    @Test
    void healthyIsNotProvenOfAContainerWithoutAHealthCheck() {
        hospital.incident(FIRED, dies(), provenBy(Step.State.HEALTHY));
        hospital.pass(20);
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().getFirst().outcome()).isEqualTo("not healed: " + Proof.NO_HEALTH_CHECK);
    }

    /** The rules are told when it begins and when it is done: only what they hear from then on can prove it. */
    @Test
    void theRulesHearOfAnActThatTheEndOfTheIncidentIsToProve() {
        Incident incident = dies();
        hospital.engine.answer = () -> {
            assertThat(hospital.tried).containsExactly(Tried.about(incident));
            return FakeEngine.done();
        };
        hospital.incident(FIRED, incident, provenBy(Step.State.OVER));
        hospital.pass(1);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        assertThat(hospital.tried).containsExactly(Tried.about(incident), Tried.about(incident));
        hospital.incident(RESOLVED, incident, provenBy(Step.State.OVER));
        hospital.pass(9);
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void ofAnotherProofTheRulesHearNothing() {
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(12);
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(hospital.tried).isEmpty();
    }

    private Incident dies() {
        hospital.engine.running = false;
        return incident("i1", "ContainerExited", crash(hospital.time.now()));
    }

    @Test
    void aCrashIsRestartedProvedAndHealed() {
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        hospital.pass(10);
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(hospital.last().healed()).isTrue();
        assertThat(hospital.last().detail()).isEqualTo("the proof held: running for 10s");
        assertThat(hospital.last().attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.verdict()).isEqualTo("act");
            assertThat(attempt.outcome()).isEqualTo("healed");
        });
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(1);
        assertThat(hospital.count("collectors_acts WHERE action = 'start'")).isEqualTo(1);
        assertThat(hospital.count("remediation_decisions")).isEqualTo(1);
    }

    @Test
    void theActIsInTheLedgerBeforeTheCallAndOverAfterIt() {
        hospital.engine.answer = () -> {
            assertThat(hospital.ledger).extracting(OwnAct::phase).containsExactly(OwnAct.Phase.BEGINS);
            return FakeEngine.done();
        };
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.ledger).extracting(OwnAct::phase)
                .containsExactly(OwnAct.Phase.BEGINS, OwnAct.Phase.ENDED);
        assertThat(hospital.ledger).extracting(OwnAct::containerId).containsOnly(Samples.ID);
    }

    /** Killed with the first death not remembered: it is told again, before what a person did since. */
    @Test
    void whatAPersonDidSinceIsWaitedForWhileTheEnginesWordOfItIsStillToCome() {
        String first = String.valueOf(hospital.engine.startedAt);
        hospital.engine.comeUp();
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i1", "ContainerExited",
                died(hospital.time.now(), CONSENT, Intent.NOT_ASKED, first)), RESTART_THEN_TELL);
        hospital.pass(4);
        assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("unheard");
        hospital.happens(died(hospital.time.now(), CONSENT, Intent.ASKED, String.valueOf(hospital.engine.startedAt)));
        hospital.pass(20);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        assertThat(hospital.engine.starts).isEmpty();
    }

    @Test
    void aRestartThatDoesNotHoldGoesToTheNextAttemptAndInTheEndToAPerson() {
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        for (int attempt = 1; attempt <= 4; attempt++) {
            waitForRestart(attempt);
            hospital.engine.running = false;
            hospital.happens(crash(hospital.time.now().plusMillis(5)));
        }
        hospital.pass(2);
        RemedyChange last = hospital.last();
        assertThat(last.state()).isEqualTo("escalated");
        assertThat(hospital.engine.restarts).hasSize(4);
        assertThat(gaps(hospital.engine.restarts)).satisfies(gaps -> {
            assertThat(gaps.get(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
            assertThat(gaps.get(1)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
            assertThat(gaps.get(2)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
        });
    }

    @Test
    void aFaultThatComesBackAfterHealingGoesOnWithTheNextAttempt() {
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(12);
        assertThat(hospital.last().state()).isEqualTo("healed");
        hospital.incident(AGAIN, dies(), RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.engine.restarts).hasSize(1);
        hospital.pass(3);
        assertThat(hospital.engine.restarts).hasSize(2);
    }

    @Test
    void whatEndsByItselfWhileWaitingIsLeftAlone() {
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "busy");
        Incident incident = dies();
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(1);
        hospital.incident(RESOLVED, incident, RESTART_THEN_TELL);
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("over");
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void whatAnotherIncidentsRestartCuredIsNotSaidToHaveEndedByItself() {
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "busy");
        Incident fires = dies();
        hospital.incident(FIRED, fires, RESTART_THEN_TELL);
        hospital.pass(1);
        Incident over = new Incident(fires.id(), fires.rule(), fires.key(), Incident.State.RESOLVED, fires.activeAt(),
                fires.firedAt(), hospital.time.now(), "container.started", fires.labels(), fires.annotations(),
                fires.evidence(), fires.count());
        hospital.incident(RESOLVED, over, RESTART_THEN_TELL);
        assertThat(hospital.last().detail()).isEqualTo("it is over: container.started");
    }

    @Test
    void aRefusalThatPassesIsRepeatedWithTheDesignsWaits() {
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "busy");
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(60);
        assertThat(gaps(hospital.engine.restarts)).extracting(Duration::toSeconds).containsExactly(5L, 10L, 20L);
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void aRefusalThatARepetitionCannotCureGoesStraightToAPerson() {
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
    }

    @Test
    void aContainerThatIsGoneIsNotRestarted() {
        Incident incident = dies();
        hospital.engine.there = false;
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void anUnansweredCallIsSettledByLookingAndNotRepeated() {
        hospital.engine.restartWorks = false;
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer in 20 s");
        hospital.incident(FIRED, sickens(), RESTART_THEN_TELL);
        hospital.pass(30);
        assertThat(hospital.last().state()).isEqualTo("unsettled");
        hospital.engine.comeUp();
        hospital.pass(15);
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.ledger).extracting(OwnAct::phase)
                .containsExactly(OwnAct.Phase.BEGINS, OwnAct.Phase.ENDED);
    }

    @Test
    void anUnansweredCallThatNeverSettlesGoesToAPersonAndNothingMoreIsCalled() {
        hospital.engine.restartWorks = false;
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer in 20 s");
        hospital.incident(FIRED, sickens(), RESTART_THEN_TELL);
        hospital.pass(80);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown'")).isEqualTo(1);
    }

    @Test
    void aStartThatWasNotAnsweredAndDidNotShowIsTriedAgain() {
        hospital.engine.restartWorks = false;
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer in 10 s");
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(15);
        assertThat(hospital.last().state()).isEqualTo("unsettled");
        assertThat(hospital.engine.starts).hasSize(1);
        hospital.engine.restartWorks = true;
        hospital.pass(30);
        assertThat(hospital.engine.starts).hasSize(2);
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H", "P1D", "P-1D"})
    void aWallClockThatIsSetChangesNothing(Duration step) {
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(3);
        hospital.time.setWall(hospital.time.now().plus(step));
        hospital.pass(12);
        assertThat(hospital.last().state()).isEqualTo("healed");

        hospital.incident(AGAIN, dies(), RESTART_THEN_TELL);
        hospital.pass(7);
        assertThat(hospital.engine.restarts).hasSize(2);

        // It dies during the proof, and the new run's stamp is of before or after that of the last one.
        hospital.time.setWall(hospital.time.now());
        hospital.engine.running = false;
        hospital.happens(crash(hospital.time.now()));
        hospital.pass(1);
        assertThat(hospital.last().state()).isEqualTo("waiting");
        hospital.pass(25);
        assertThat(hospital.engine.restarts).hasSize(3);
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void aWritableVolumeGetsAtLeastAMinuteToStop() {
        hospital.engine.writableVolume = true;
        hospital.incident(FIRED, sickens(), RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.engine.askedTimeout).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aPersonsStopDuringTheProofIsYieldedTo() {
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(3);
        hospital.happens(Samples.touched(hospital.time.now(), "stop"));
        hospital.pass(5);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        hospital.pass(60);
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void whatSomebodyStartedBetweenTheDecisionAndTheCallIsNotRestarted() {
        Incident incident = dies();
        // It comes up while the ledger takes the act in: after every look, and before the call.
        hospital.onLedger = () -> hospital.engine.comeUp();
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(10);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("over");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
        assertThat(hospital.ledger).extracting(OwnAct::phase)
                .containsExactly(OwnAct.Phase.BEGINS, OwnAct.Phase.VOID);
    }

    @Test
    void whatWasDecidedOnAForeseenEndIsDoneOnceALookAgrees() {
        Incident incident = dies();
        hospital.engine.running = true;
        hospital.engine.foreseen = hospital.engine.state(Samples.ID).ended(1, false);
        hospital.engine.running = false;
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.engine.starts).hasSize(1);
    }

    @Test
    void theHealthOfWhatHasEndedIsNoChange() {
        Incident incident = dies();
        hospital.engine.running = true;
        hospital.engine.health = "starting";
        hospital.engine.foreseen = hospital.engine.state(Samples.ID).ended(1, false);
        hospital.engine.running = false;
        hospital.engine.health = "unhealthy";
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.engine.starts).hasSize(1);
    }

    @Test
    void whatWasDecidedOnAForeseenEndIsNotDoneWhenALookShowsThatItRuns() {
        Incident incident = dies();
        hospital.engine.running = true;
        hospital.engine.foreseen = hospital.engine.state(Samples.ID).ended(1, false);
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().attempts().getLast().outcome()).contains("changed since the decision");
        assertThat(hospital.ledger).extracting(OwnAct::phase)
                .as("what came before a call that was not made is nobody's but theirs")
                .isNotEmpty()
                .doesNotContain(OwnAct.Phase.BEGINS);
    }

    @Test
    void whatSomebodyStartedBetweenTheLastLookAndTheCallRunsOn() {
        Incident incident = dies();
        hospital.engine.beforeStart = () -> hospital.engine.comeUp();
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(10);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("over");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
        assertThat(hospital.ledger).extracting(OwnAct::phase)
                .containsExactly(OwnAct.Phase.BEGINS, OwnAct.Phase.VOID);
        assertThat(hospital.ledger).extracting(OwnAct::action).containsOnly("start");
    }

    @Test
    void whatRunsAndIsUnhealthyIsRestarted() {
        hospital.incident(FIRED, sickens(), RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.ledger.getFirst().action()).isEqualTo("restart");
    }

    @Test
    void whatSomebodyKilledDuringTheProofStaysDown() {
        hospital.incident(FIRED, dies(), RESTART_THEN_TELL);
        hospital.pass(3);
        hospital.engine.running = false;
        hospital.happens(Samples.touched(hospital.time.now(), "kill"));
        hospital.happens(Samples.died(hospital.time.now(), Samples.CONSENT, Intent.ASKED));
        hospital.pass(90);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        assertThat(hospital.last().escalated()).isFalse();
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void whatAPersonWasToldOfAnHourAgoAndIsStillDownIsToldAgain() {
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
        Incident first = dies();
        hospital.incident(FIRED, first, RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        hospital.incident(RESOLVED, first, RESTART_THEN_TELL);
        hospital.pass(30);

        Incident second = incident("i2", "ContainerExited", crash(hospital.time.now()));
        hospital.incident(FIRED, second, RESTART_THEN_TELL);
        hospital.pass(5);
        assertThat(hospital.last().state()).isEqualTo("waiting");
        hospital.time.advance(Duration.ofHours(1));
        hospital.pass(2);
        assertThat(hospital.last().incident()).isEqualTo("i2");
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void withoutConsentNothingIsDoneAndNobodyIsPaged() {
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i1", "ContainerExited", Samples.died(
                hospital.time.now(), Map.of(), Intent.NOT_ASKED)),
                RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.last().state()).isEqualTo("suppressed");
        assertThat(hospital.last().escalated()).isFalse();
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.count("remediation_decisions WHERE reason = 'no_consent'")).isEqualTo(1);
        assertThat(hospital.meters.get("dockmedic.verdicts").tag("reason", "no_consent").counter().count())
                .isEqualTo(1);
    }

    private void waitForRestart(int number) {
        for (int i = 0; i < 40 && hospital.engine.restarts.size() < number; i++) {
            hospital.pass(1);
        }
        assertThat(hospital.engine.restarts).hasSize(number);
    }

    private static List<Duration> gaps(List<Instant> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .toList();
    }
}
