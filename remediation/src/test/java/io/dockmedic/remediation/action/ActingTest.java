package io.dockmedic.remediation.action;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
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
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else than a restart is done: success, refusal, no answer, our own end in the middle, dry-run, and the way back. */
class ActingTest {
    private static final RestartPolicy ALWAYS = new RestartPolicy("always", 0);
    private static final RestartPolicy NO = new RestartPolicy("no", 0);
    /** The tests' time begins at midnight. */
    private static final Window NIGHT = new Window("night", Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT,
            LocalTime.of(6, 0), ZoneId.of("UTC"), List.of(new ServicePattern("web")));
    private static final Permits ALL = new Permits(Set.of("end-loop"), List.of(
            new Approval(Set.of("stop", "pause", "unpause", "kill"), NIGHT)));

    @TempDir
    Path dir;

    private Hospital hospital(Permits permits, boolean dryRun) {
        return new Hospital(dir.resolve("journal.db"), settings(permits, dryRun)).settled();
    }

    private static RemediationSettings settings(Permits permits, boolean dryRun) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(base.heal(), dryRun, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), permits,
                        base.ownContainers(), base.ownImages()),
                List.of(), true, null);
    }

    private static RemedyPlan plan(String action, Map<String, String> with, Step.Condition condition) {
        return new RemedyPlan(List.of(new Step(action, with, List.of(),
                new Step.Verify(condition, Duration.ofSeconds(5), Duration.ofSeconds(60))), ESCALATE));
    }

    private static final RemedyPlan END_LOOP = plan("end-loop", Map.of(), Step.State.STOPPED);

    /** The engine starts it again and again. */
    private static Incident loops(Hospital hospital) {
        hospital.engine.restartPolicy = ALWAYS;
        hospital.engine.running = false;
        return incident("i1", "ContainerCrashLoop", crash(hospital.time.now()));
    }

    private static Incident sickens(Hospital hospital) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident("i1", "ContainerUnhealthy",
                Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
    }

    @Test
    void aLoopIsEndedToldAndItsPolicyPutBackAfterTheCure() {
        try (Hospital hospital = hospital(ALL, false)) {
            hospital.incident(FIRED, loops(hospital), END_LOOP);
            hospital.pass(10);
            assertThat(hospital.engine.changes).containsExactly("restart policy no:0");
            assertThat(hospital.last().state()).isEqualTo("escalated");
            assertThat(hospital.last().attempts().getFirst().outcome()).startsWith("contained");
            assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND owes = 1"
                    + " AND notes LIKE '%always%'")).isEqualTo(1);
            assertThat(hospital.ledger).extracting(OwnAct::action).containsOnly("update");

            hospital.engine.comeUp();
            hospital.pass(590);
            assertThat(hospital.engine.restartPolicy).isEqualTo(NO);
            hospital.pass(620);
            assertThat(hospital.engine.restartPolicy).isEqualTo(ALWAYS);
            assertThat(hospital.engine.changes).hasSize(2);
            assertThat(hospital.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(2);
            assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
        }
    }

    @Test
    void aPolicyThatSomebodyHasSetSinceIsLeftAlone() {
        try (Hospital hospital = hospital(ALL, false)) {
            hospital.incident(FIRED, loops(hospital), END_LOOP);
            hospital.pass(2);
            hospital.engine.restartPolicy = new RestartPolicy("unless-stopped", 0);
            hospital.engine.comeUp();
            hospital.pass(1300);
            assertThat(hospital.engine.changes).hasSize(1);
            assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
        }
    }

    @Test
    void whatIsOwedIsPutBackAfterARestartOfOurs() {
        FakeEngine engine;
        try (Hospital first = hospital(ALL, false)) {
            engine = first.engine;
            first.incident(FIRED, loops(first), END_LOOP);
            first.pass(10);
            first.engine.comeUp();
        }
        try (Hospital second = new Hospital(dir.resolve("journal.db"), settings(ALL, false),
                Hospital.START.plusSeconds(1200), engine).settled()) {
            second.pass(20);
            assertThat(engine.restartPolicy).isEqualTo(ALWAYS);
        }
    }

    @Test
    void anUpdateWeDidNotHearTheEndOfIsSettledByLooking() {
        Incident[] looping = new Incident[1];
        FakeEngine engine;
        try (Hospital first = hospital(ALL, false)) {
            engine = first.engine;
            looping[0] = loops(first);
            engine.answer = () -> {
                first.journalGoesAway();
                return new CallResult.Unknown<>("gone");
            };
            first.incident(FIRED, looping[0], END_LOOP);
            first.until(() -> engine.changes.size() == 1);
        }
        engine.answer = FakeEngine::done;
        try (Hospital second = new Hospital(dir.resolve("journal.db"), settings(ALL, false),
                Hospital.START.plusSeconds(60), engine).settled()) {
            second.incident(RESTORED, looping[0], END_LOOP);
            second.pass(10);
            assertThat(engine.changes).hasSize(1);
            assertThat(second.count("remediation_acts WHERE outcome = 'done' AND owes = 1")).isEqualTo(1);
            assertThat(second.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void whatIsNotSwitchedOnOrApprovedIsNotDoneAndAPersonIsTold() {
        Permits byDay = new Permits(Set.of(), List.of(new Approval(Set.of("stop"), new Window("day",
                Set.of(DayOfWeek.values()), LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of("UTC"),
                List.of(ServicePattern.ALL)))));
        try (Hospital hospital = hospital(byDay, false)) {
            hospital.incident(FIRED, loops(hospital), END_LOOP);
            hospital.pass(2);
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("not_switched_on");
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
        try (Hospital hospital = new Hospital(dir.resolve("other.db"), settings(byDay, false)).settled()) {
            hospital.incident(FIRED, sickens(hospital), plan("stop", Map.of(), Step.State.STOPPED));
            hospital.pass(2);
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("awaits_approval");
            assertThat(hospital.last().state()).isEqualTo("escalated");
            assertThat(hospital.engine.changes).isEmpty();
        }
    }

    @Test
    void inADryRunNothingIsChangedAndItIsSaidWhatWouldBe() {
        try (Hospital hospital = hospital(ALL, true)) {
            hospital.incident(FIRED, loops(hospital), END_LOOP);
            hospital.pass(10);
            assertThat(hospital.engine.changes).isEmpty();
            assertThat(hospital.last().attempts().getFirst().detail()).contains("set to no");
        }
    }

    @Test
    void anApprovedStopIsDoneProvenAndTold() {
        try (Hospital hospital = hospital(ALL, false)) {
            hospital.incident(FIRED, sickens(hospital), plan("stop", Map.of(), Step.State.STOPPED));
            hospital.pass(10);
            assertThat(hospital.engine.changes).containsExactly("stop");
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void aRefusedActIsNoActAndThePersonIsTold() {
        try (Hospital hospital = hospital(ALL, false)) {
            hospital.engine.answer = () -> new CallResult.Refused<>(
                    io.dockmedic.collectors.engine.client.ErrorClass.DENIED, 403, "forbidden");
            hospital.incident(FIRED, sickens(hospital), plan("pause", Map.of(), Step.State.PAUSED));
            hospital.pass(10);
            assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void aSignalThatMayHaveArrivedIsNeverSentASecondTime() {
        try (Hospital hospital = hospital(ALL, false)) {
            hospital.engine.answer = () -> new CallResult.Unknown<>("no answer");
            hospital.incident(FIRED, sickens(hospital),
                    plan("kill", Map.of("signal", "HUP"), Step.State.HEALTHY));
            hospital.pass(60);
            assertThat(hospital.engine.changes).containsExactly("kill HUP");
            assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown'")).isEqualTo(1);
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void aPauseIsProvenAndLetGoOn() {
        try (Hospital hospital = hospital(ALL, false)) {
            hospital.incident(FIRED, sickens(hospital), new RemedyPlan(List.of(
                    plan("pause", Map.of(), Step.State.PAUSED).steps().getFirst(),
                    plan("unpause", Map.of(), Step.State.RUNNING).steps().getFirst(), ESCALATE)));
            hospital.pass(15);
            assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }

    @Test
    void aStartLeavesAloneWhatRuns() {
        try (Hospital hospital = hospital(ALL, false)) {
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())),
                    plan("start", Map.of(), Step.State.RUNNING));
            hospital.pass(10);
            assertThat(hospital.engine.starts).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }
}
