package io.dockmedic.remediation.action.exec;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.FakeExecs;
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
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command in the container, through the whole stage: what comes of it, and that none is ever begun a second time. */
class ExecActionTest {
    private static final Window ALWAYS = new Window("always", Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT, ZoneId.of("UTC"), List.of(new ServicePattern("web")));
    private static final Permits APPROVED = new Permits(Set.of(), List.of(new Approval(Set.of("exec"), ALWAYS)));
    private static final CallResult<ExecCalls.State> RUNS = new CallResult.Done<>(
            new ExecCalls.State(true, true, OptionalInt.empty()));

    @TempDir
    Path dir;

    private static RemediationSettings settings(Permits permits, boolean dryRun, boolean logs, Receiver... receivers) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(base.heal(), dryRun, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), permits,
                        base.ownContainers(), base.ownImages()),
                List.of(receivers), logs, null);
    }

    private Hospital hospital() {
        return new Hospital(dir.resolve("journal.db"), settings(APPROVED, false, true)).settled();
    }

    private static RemedyPlan reload(int... waits) {
        return new RemedyPlan(List.of(new Step("exec",
                Map.of("command", ListText.of(List.of("pg_ctl", "reload")), "user", "postgres", "timeout", "10s"),
                Samples.seconds(waits),
                new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(60))), ESCALATE));
    }

    private static Incident sickens(Hospital hospital) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident("i1", "ContainerUnhealthy",
                Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
    }

    @Test
    void itIsRunOnceAndProvenAndWhatItWroteIsKept() {
        try (Hospital hospital = hospital()) {
            hospital.engine.execs.answer = () -> new CallResult.Done<>(List.of("token=hunter2", "server signaled"));
            hospital.incident(FIRED, sickens(hospital), reload());
            hospital.pass(10);
            assertThat(hospital.engine.execs.begun).containsExactly("postgres pg_ctl reload");
            assertThat(hospital.last().state()).isEqualTo("healed");
            assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND detail = 'exit code 0'"
                    + " AND notes LIKE '%server signaled%' AND notes LIKE '%[redacted]%'")).isEqualTo(1);
            assertThat(hospital.count("remediation_acts WHERE notes LIKE '%hunter2%'")).isZero();
            assertThat(hospital.ledger).extracting(OwnAct::action).isEmpty();
        }
    }

    @Test
    void oneThatFailsIsAnAttemptAndItsFirstErrorIsTold() {
        Vertx vertx = Vertx.vertx();
        try (Receiving receiving = new Receiving(vertx, n -> 200);
                Hospital hospital = new Hospital(dir.resolve("journal.db"),
                        settings(APPROVED, false, true, receiving.receiver("pager"))).settled()) {
            hospital.engine.execs.answer = () -> new CallResult.Done<>(
                    List.of("reading", "pg_ctl: could not open file", "bye"));
            hospital.engine.execs.state = FakeExecs.ended(1);
            hospital.incident(FIRED, sickens(hospital), reload(0, 5));
            hospital.pass(3);
            assertThat(hospital.engine.execs.begun).hasSize(1);
            hospital.pass(5);
            assertThat(hospital.engine.execs.begun).hasSize(2);
            assertThat(hospital.count("remediation_acts WHERE outcome = 'failed'")).isEqualTo(2);
            await().atMost(Duration.ofMinutes(1)).until(() -> !receiving.got.isEmpty());
            JsonObject told = receiving.got.getFirst().body();
            assertThat(told.getJsonArray("attempts").getJsonObject(0).getString("outcome"))
                    .isEqualTo("failed: exit code 1: pg_ctl: could not open file");
            assertThat(told.getJsonArray("acts").getJsonObject(0).getString("outcome")).isEqualTo("failed");
            assertThat(told.getJsonArray("acts").getJsonObject(0).getJsonArray("output"))
                    .containsExactly("reading", "pg_ctl: could not open file", "bye");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void anErrorBehindTheEngineWhileItBeginsIsNoReasonToBeginItAgain() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(APPROVED, false, true)).settled()) {
            hospital.engine.execs.answer = () -> new CallResult.Refused<>(ErrorClass.NETWORK, 500,
                    "read: connection reset by peer");
            hospital.engine.execs.state = new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "no such exec");
            hospital.incident(FIRED, sickens(hospital), reload(0, 5));
            hospital.pass(60);
            assertThat(hospital.engine.execs.begun).hasSize(1);
            assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown'")).isEqualTo(1);
        }
    }

    @Test
    void oneThatGetsNoTurnIsNotWaitedForAsForAnEngineThatIsAway() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(APPROVED, false, true)).settled()) {
            hospital.engine.execs.answer = () -> new CallResult.Refused<>(ErrorClass.UNREACHABLE, 0,
                    "not sent: other calls kept the engine busy for 30000 ms");
            hospital.incident(FIRED, sickens(hospital), reload());
            hospital.pass(10 * 60);
            assertThat(hospital.last().state()).isEqualTo("escalated");
            assertThat(hospital.last().attempts().getFirst().outcome()).contains("too many commands run already");
        }
    }

    @Test
    void oneThatASignalEndedIsNotBegunAgain() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(APPROVED, false, true)).settled()) {
            hospital.engine.execs.answer = () -> new CallResult.Done<>(List.of("\u001b[2Jbye"));
            hospital.engine.execs.state = FakeExecs.ended(137);
            hospital.incident(FIRED, sickens(hospital), reload(0, 5));
            hospital.pass(60);
            assertThat(hospital.engine.execs.begun).hasSize(1);
            assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown' AND notes LIKE '% [2Jbye%'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whereLogsMayNotBeKeptNothingThatItWroteIs() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(APPROVED, false, false)).settled()) {
            hospital.engine.execs.state = FakeExecs.ended(1);
            hospital.incident(FIRED, sickens(hospital), reload());
            hospital.pass(3);
            assertThat(hospital.count("remediation_acts WHERE notes LIKE '%output%'")).isZero();
            assertThat(hospital.count("remediation_acts WHERE detail = 'exit code 1'")).isEqualTo(1);
        }
    }

    @Test
    void oneThatDoesNotEndIsUnknownToldAndNeverBegunAgain() {
        try (Hospital hospital = hospital()) {
            hospital.engine.execs.answer = () -> new CallResult.Unknown<>("no answer within 10000 ms");
            hospital.engine.execs.state = RUNS;
            hospital.incident(FIRED, sickens(hospital), reload(0, 0, 0));
            hospital.pass(60);
            assertThat(hospital.engine.execs.begun).hasSize(1);
            assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown' AND detail LIKE '%goes on%'"))
                    .isEqualTo(1);
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void oneThatClosesItsOutputIsWaitedFor() {
        try (Hospital hospital = hospital()) {
            hospital.engine.execs.state = RUNS;
            hospital.incident(FIRED, sickens(hospital), reload());
            hospital.pass(5);
            assertThat(hospital.last().state()).isEqualTo("acting");
            hospital.engine.execs.state = FakeExecs.ended(0);
            hospital.pass(10);
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }

    @Test
    void oneThatEndedWhileWeWereAwayIsKnownByItsExitCode() {
        Cut cut = endInTheMiddle();
        FakeEngine engine = cut.engine();
        engine.execs.state = FakeExecs.ended(3);
        assertThat(afterwards(cut, "outcome = 'failed' AND detail = 'exit code 3'")).isEqualTo("escalated");
    }

    @Test
    void oneOfWhichNothingIsKnownAfterARestartOfOursIsUnknownAndNotBegunAgain() {
        Cut cut = endInTheMiddle();
        FakeEngine engine = cut.engine();
        engine.execs.state = new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "no such exec instance");
        assertThat(afterwards(cut, "outcome = 'unknown' AND detail LIKE '%not know it any more%'"))
                .isEqualTo("escalated");
        assertThat(engine.execs.begun).hasSize(1);
    }

    /** Podman says 0 of what never ran. */
    @Test
    void anExitCodeOfWhatWasNeverBegunIsNone() {
        Cut cut = endInTheMiddle();
        FakeEngine engine = cut.engine();
        engine.execs.state = new CallResult.Done<>(new ExecCalls.State(false, false, OptionalInt.of(0)));
        assertThat(afterwards(cut, "outcome = 'unknown' AND detail LIKE '%not known whether it was begun%'"))
                .isEqualTo("escalated");
    }

    private record Cut(FakeEngine engine, Incident sick) {}

    /** We end between the call and its answer. */
    private Cut endInTheMiddle() {
        try (Hospital first = hospital()) {
            FakeEngine engine = first.engine;
            engine.execs.answer = () -> {
                first.journalGoesAway();
                return new CallResult.Unknown<>("gone");
            };
            Incident sick = sickens(first);
            first.incident(FIRED, sick, reload());
            first.until(() -> !engine.execs.begun.isEmpty());
            return new Cut(engine, sick);
        }
    }

    /** Our next start; answers with where the ladder stands when the act is as it must be. */
    private String afterwards(Cut cut, String act) {
        try (Hospital second = new Hospital(dir.resolve("journal.db"), settings(APPROVED, false, true),
                Hospital.START.plusSeconds(60), cut.engine()).settled()) {
            second.incident(RESTORED, cut.sick(), reload());
            second.pass(10);
            assertThat(second.count("remediation_acts WHERE " + act)).isEqualTo(1);
            return second.last().state();
        }
    }

    @Test
    void whatDoesNotRunIsRefusedAndAPersonIsTold() {
        try (Hospital hospital = hospital()) {
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i1", "ContainerExited", Samples.crash(hospital.time.now())), reload());
            hospital.pass(5);
            assertThat(hospital.engine.execs.begun).isEmpty();
            assertThat(hospital.count("remediation_acts WHERE outcome = 'refused' AND detail LIKE '%it is exited%'"))
                    .isEqualTo(1);
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void withoutAnApprovalAPersonIsAskedWithTheCommand() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(Permits.NONE, false, true))
                .settled()) {
            hospital.incident(FIRED, sickens(hospital), reload());
            hospital.pass(2);
            assertThat(hospital.engine.execs.begun).isEmpty();
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("awaits_approval");
            Question asked = Hospital.get(hospital.answers.latest()).getFirst().question();
            assertThat(asked.about().parameters()).containsEntry("command", "[\"pg_ctl\",\"reload\"]");
            assertThat(asked.about().calls()).containsExactly("POST /containers/aaaaaaaaaaaa/exec",
                    "POST /exec/{exec}/start");
            Hospital.get(hospital.answers.approve(asked.id(), "anna", "seen"));
            hospital.pass(10);
            assertThat(hospital.engine.execs.begun).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }

    @Test
    void inADryRunNothingIsRunAndItIsSaidWhatWouldBe() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(APPROVED, true, true)).settled()) {
            hospital.incident(FIRED, sickens(hospital), reload());
            hospital.pass(5);
            assertThat(hospital.engine.execs.begun).isEmpty();
            assertThat(hospital.last().attempts().getFirst().detail()).contains("pg_ctl reload, as postgres");
        }
    }
}
