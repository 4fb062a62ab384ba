package io.dockmedic.remediation.action.limits;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.action.limits.Patients.MIB;
import static io.dockmedic.remediation.action.limits.Patients.killed;
import static io.dockmedic.remediation.action.limits.Patients.limits;
import static io.dockmedic.remediation.action.limits.Patients.living;
import static io.dockmedic.remediation.action.limits.Patients.plan;
import static io.dockmedic.remediation.action.limits.Patients.settings;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit is raised within its ceiling and what the host has left, once whatever happens, and proven to be enough. */
class LimitsActionTest {
    private static final RemedyPlan PLAN = plan(Map.of());

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), settings(false)).settled();
        hospital.engine.limit(512 * MIB, 1024 * MIB);
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void startedAnew(int seconds) {
        startedAnew(seconds, settings(false), "journal.db");
    }

    private void startedAnew(int seconds, RemediationSettings settings, String journal) {
        FakeEngine engine = hospital.engine;
        hospital.close();
        engine.answer = FakeEngine::done;
        hospital = new Hospital(dir.resolve(journal), settings, hospital.time.now().plusSeconds(seconds),
                engine).settled();
    }

    private Attempt first() {
        return hospital.last().attempts().getFirst();
    }

    private void refused(String why) {
        assertThat(hospital.engine.changes).isEmpty();
        assertThat(first().outcome()).startsWith("refused").contains(why);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
    }

    @Test
    void whatRunsIsGivenMoreWhileItRuns() {
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        hospital.pass(10);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280");
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(first().outcome()).isEqualTo("healed");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND owes = 1 AND detail LIKE"
                + " '%raised from 512.0 MiB to 768.0 MiB%mem_limit: 768m in Compose%--memory=512m --memory-swap=1g web%'"))
                .isOne();
        assertThat(hospital.ledger).extracting(OwnAct::action).containsOnly("update");
    }

    @Test
    void whatIsDownIsStartedWithIt() {
        hospital.incident(FIRED, killed(hospital, "i1", false), PLAN);
        hospital.pass(10);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280");
        assertThat(hospital.engine.starts).hasSize(1);
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(hospital.ledger).extracting(OwnAct::action).containsOnly("raise");
    }

    @Test
    void whatTheEngineStartsItselfIsLeftToIt() {
        hospital.incident(FIRED, killed(hospital, "i1", true), PLAN);
        hospital.pass(5);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280");
        assertThat(hospital.last().state()).isEqualTo("verifying");
        hospital.engine.comeUp();
        hospital.pass(10);
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void whatHasAPolicyThatStartsItAlwaysIsLeftToItWhateverTheEventSaid() {
        hospital.engine.restartPolicy = new RestartPolicy("unless-stopped", 0);
        hospital.incident(FIRED, killed(hospital, "i1", false), PLAN);
        hospital.pass(5);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280");
        assertThat(hospital.engine.starts).isEmpty();
    }

    /** In MiB; -1 and 0 as the engine has them. */
    @ParameterizedTest
    @CsvSource({"512,768", "2048,2304", "-1,-1", "0,0"})
    void swapBesideItStaysAsItWas(long before, long after) {
        hospital.engine.limit(512 * MIB, before > 0 ? before * MIB : before);
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        hospital.pass(2);
        assertThat(hospital.engine.changes).containsExactly("memory 768 " + after);
    }

    @Test
    void whereThereIsNoLimitThereIsNothingToRaise() {
        hospital.engine.limit(0, 0);
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        hospital.pass(2);
        refused("no memory limit");
    }

    @Test
    void raiseUponRaiseHasOneCeilingThatARestartOfOursDoesNotLift() {
        Map<String, String> with = Map.of("memory", "+128MiB");
        for (String id : List.of("i1", "i2", "i3")) {
            Incident one = living(hospital, id);
            hospital.incident(FIRED, one, plan(with));
            hospital.pass(10);
            if (id.equals("i3")) {
                assertThat(hospital.last().state()).isEqualTo("escalated");
                assertThat(first().outcome()).contains("the ceiling is reached", "768.0 MiB, was 512.0 MiB at first",
                        "1.5 times that", "mem_limit: 896m in Compose");
            }
            hospital.incident(RESOLVED, one, plan(with));
            // What somebody does that has nothing to do with it ends the debt, and not the ceiling.
            hospital.happens(Samples.touched(hospital.time.now(), "update"));
            startedAnew(3600);
        }
        assertThat(hospital.engine.changes).containsExactly("memory 640 1152", "memory 768 1280");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isOne();
    }

    @Test
    void theCeilingOfItsGroupHoldsWhateverTheRuleSays() {
        startedAnew(0, Patients.inGroup("1.25x"), "group.db");
        hospital.incident(FIRED, living(hospital, "i1"), plan(Map.of("memory", "2x", "ceiling", "4x")));
        hospital.pass(10);
        assertThat(hospital.engine.changes).containsExactly("memory 640 1152");
        startedAnew(3600, Patients.inGroup("1.25x"), "group.db");
        hospital.incident(FIRED, living(hospital, "i2"), plan(Map.of("memory", "2x", "ceiling", "4x")));
        hospital.pass(10);
        assertThat(first().outcome()).contains("4 times that, and by its group web no more than 1.25 times that");
    }

    @Test
    void whatSomebodyElseHasSetIsAFirstLimit() {
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        hospital.pass(10);
        hospital.engine.limit(1000 * MIB, -1);
        hospital.later(3600);
        hospital.incident(FIRED, living(hospital, "i2"), PLAN);
        hospital.pass(10);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280", "memory 1500 -1");
    }

    @Test
    void atMostHalfOfWhatTheHostHasLeftIsGiven() {
        hospital.engine.workingSet = 500 * MIB;
        hospital.available = () -> Future.succeededFuture(523 * MIB);
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        hospital.pass(2);
        refused("the host has too little memory left: 511.0 MiB");
    }

    @Test
    void whatIsDownIsCountedAtItsLimit() {
        hospital.available = () -> Future.succeededFuture(1023 * MIB);
        hospital.incident(FIRED, killed(hospital, "i1", false), PLAN);
        hospital.pass(2);
        refused("too little memory left: 511.0 MiB");
        hospital.available = () -> Future.succeededFuture(1024 * MIB);
        hospital.later(3600);
        hospital.incident(FIRED, killed(hospital, "i2", false), PLAN);
        hospital.pass(2);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280");
    }

    @Test
    void whereItIsNotKnownWhatTheHostHasLeftNothingIsGiven() {
        hospital.available = () -> Future.failedFuture("the engine runs on another machine, far");
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        hospital.pass(2);
        refused("another machine, far");
    }

    @Test
    void whatTheEngineRefusesIsToldWithItsWords() {
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.DENIED, 403, "forbidden");
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        hospital.pass(2);
        assertThat(hospital.engine.limits.memoryBytes()).isEqualTo(512 * MIB);
        assertThat(first().outcome()).contains("denied", "forbidden");
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count("remediation_acts WHERE owes = 1")).isZero();
    }

    @Test
    void whatSomebodySetsBetweenTheDecisionAndTheCallIsTheirs() {
        FakeEngine engine = hospital.engine;
        Incident one = living(hospital, "i1");
        hospital.available = () -> {
            engine.limit(700 * MIB, -1);
            return Future.succeededFuture(64L << 30);
        };
        hospital.incident(FIRED, one, PLAN);
        assertThat(hospital.engine.changes).isEmpty();
        hospital.pass(10);
        // Decided anew, from theirs.
        assertThat(hospital.engine.changes).containsExactly("memory 1050 -1");
    }

    @Test
    void aCallThatWasCutOffIsFoundDoneAndNotDoneAgain() {
        Incident one = killed(hospital, "i1", false);
        Hospital first = hospital;
        hospital.engine.answer = () -> {
            first.journalGoesAway();
            return new CallResult.Unknown<>("gone");
        };
        hospital.incident(FIRED, one, plan(Map.of("ceiling", "4x")));
        hospital.until(() -> hospital.engine.changes.size() == 1);
        startedAnew(60);
        hospital.incident(RESTORED, one, plan(Map.of("ceiling", "4x")));
        hospital.pass(30);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280");
        assertThat(hospital.count("remediation_acts WHERE action = 'limits' AND outcome = 'done' AND owes = 1"))
                .isOne();
    }

    @Test
    void whatWasNotTriedYetIsNotRaisedOnceMore() {
        hospital.engine.beforeStart = () -> hospital.engine.answer = () -> new CallResult.Refused<>(
                ErrorClass.SERVER_ERROR, 500, "no space for a shim");
        Step twice = new Step("limits", Map.of("ceiling", "4x"), Samples.seconds(0, 1),
                new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(20)));
        hospital.incident(FIRED, killed(hospital, "i1", false), new RemedyPlan(List.of(twice, ESCALATE)));
        hospital.pass(10);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280");
        hospital.engine.answer = FakeEngine::done;
        hospital.engine.beforeStart = () -> {};
        hospital.pass(30);
        assertThat(hospital.engine.changes).containsExactly("memory 768 1280", "memory 768 1280");
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void aKillForWantOfMemoryBeginsTheProofAnew() {
        hospital.incident(FIRED, living(hospital, "i1"), PLAN);
        for (int kill = 0; kill < 3; kill++) {
            hospital.pass(4);
            hospital.happens(new OutOfMemory(hospital.time.now(), "host", Origin.ENGINE,
                    Samples.container(Samples.CONSENT)));
        }
        assertThat(hospital.last().state()).isEqualTo("verifying");
        hospital.pass(4);
        hospital.happens(
                new OutOfMemory(hospital.time.now(), "host", Origin.ENGINE, Samples.container(Samples.CONSENT)));
        hospital.pass(6);
        assertThat(first().outcome()).startsWith("not healed").contains("killed for want of memory 4 times since");
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void whatDiesAgainAndStaysDownIsNotWaitedFor() {
        RemedyPlan plan = new RemedyPlan(List.of(limits(Map.of()), ESCALATE));
        hospital.incident(FIRED, killed(hospital, "i1", false), plan);
        hospital.pass(2);
        hospital.engine.running = false;
        hospital.happens(Samples.died(hospital.time.now(), Samples.CONSENT, Intent.NOT_ASKED));
        hospital.pass(3);
        assertThat(first().outcome()).startsWith("not healed: it is exited, exit code 1");
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void aDryRunSaysWhatWouldBeSetAndChangesNothing() {
        hospital.close();
        FakeEngine engine = hospital.engine;
        hospital = new Hospital(dir.resolve("dry.db"), settings(true), Hospital.START, engine).settled();
        hospital.incident(FIRED, killed(hospital, "i1", false), PLAN);
        hospital.pass(2);
        assertThat(first().detail()).isEqualTo("limits would have been done: the memory limit would have been raised"
                + " from 512.0 MiB to 768.0 MiB, and the container started");
        hospital.engine.limit(0, 0);
        hospital.incident(FIRED, living(hospital, "i2"), PLAN);
        hospital.pass(2);
        assertThat(first().detail()).contains("nothing: it has no memory limit");
        assertThat(hospital.engine.changes).isEmpty();
        assertThat(hospital.engine.starts).isEmpty();
    }
}
