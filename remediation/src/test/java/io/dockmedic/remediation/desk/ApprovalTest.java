package io.dockmedic.remediation.desk;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.RemediationSettings.Asking;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.question.Question.State;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import io.dockmedic.remediation.escalate.Receiving;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.QuestionRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is asked, and what they say is done, or not; over our restart, and after another look at the world. */
class ApprovalTest {
    private static final Asking A_MINUTE = new Asking(Duration.ofSeconds(60), "http://nas:9717");
    private static final RemedyPlan STOP = new RemedyPlan(List.of(new Step("stop", Map.of(), List.of(),
            new Step.Verify(Step.State.STOPPED, Duration.ofSeconds(5), Duration.ofSeconds(60))), ESCALATE));

    private static RemedyPlan kills(String... signals) {
        List<Step> steps = new ArrayList<>();
        for (String signal : signals) {
            steps.add(new Step("kill", Map.of("signal", signal), List.of(),
                    new Step.Verify(Step.State.STOPPED, Duration.ofSeconds(5), Duration.ofSeconds(60))));
        }
        steps.add(ESCALATE);
        return new RemedyPlan(steps);
    }

    @TempDir
    Path dir;

    private Hospital hospital(Asking asking) {
        return new Hospital(dir.resolve("journal.db"), settings(asking)).settled();
    }

    private static RemediationSettings settings(Asking asking) {
        return new RemediationSettings("host", Policy.DEFAULT, List.of(), true, null, asking);
    }

    private static Incident sickens(Hospital hospital, String id) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident(id, "ContainerUnhealthy", Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
    }

    /** Fires one that asks, and answers the question. */
    private static Question asked(Hospital hospital) {
        hospital.incident(FIRED, sickens(hospital, "i1"), STOP);
        hospital.pass(2);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        return latest(hospital).getFirst().question();
    }

    private static List<AnsweredQuestion> latest(Hospital hospital) {
        return Hospital.get(hospital.answers.latest());
    }

    private static Question approve(Hospital hospital, String id) {
        return answered(hospital, hospital.answers.approve(id, "anna", "seen it"));
    }

    private static Question reject(Hospital hospital, String id) {
        return answered(hospital, hospital.answers.reject(id, "anna", "the data is being saved"));
    }

    private static Question answered(Hospital hospital, Future<Question> answer) {
        Question question = Hospital.get(answer);
        hospital.quiet();
        return question;
    }

    @Test
    void whatNoApprovalCoversIsAskedToldAndDoneOnceAPersonSaysYes() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            assertThat(hospital.engine.changes).isEmpty();
            assertThat(asked.pending()).isTrue();
            assertThat(asked.id()).matches("[0-9a-f]{8}");
            assertThat(asked.until()).isEqualTo(asked.since().plus(Duration.ofHours(12)));
            assertThat(asked.about().calls()).containsExactly("POST /containers/aaaaaaaaaaaa/stop");
            assertThat(asked.about().container()).isEqualTo(Samples.ID);
            assertThat(asked.about().undo()).isEqualTo("docker start web");
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("awaits_approval");
            assertThat(hospital.last().attempts().getFirst().detail()).contains("dockmedic approve " + asked.id());
            assertThat(hospital.last().escalated()).isTrue();

            // Long after the fault, for people sleep.
            hospital.later(400);
            Question approved = approve(hospital, asked.id());
            hospital.pass(10);
            assertThat(hospital.engine.changes).containsExactly("stop");
            assertThat(approved.state()).isEqualTo(State.APPROVED);
            assertThat(hospital.last().attempts())
                    .anyMatch(one -> one.action().equals("stop") && one.verdict().equals("act")
                            && one.detail().startsWith("approved by anna: seen it")
                            && one.outcome().startsWith("contained"))
                    .anyMatch(one -> one.reason().equals("awaits_approval")
                            && one.outcome().equals("approved by anna: seen it"));
            assertThat(hospital.last().state()).isEqualTo("escalated");
            AnsweredQuestion now = latest(hospital).getFirst();
            assertThat(now.outcome()).isEqualTo("done");
            assertThat(now.question().by()).isEqualTo("anna");
            assertThat(hospital.count("remediation_acts WHERE id = '" + approved.act() + "'")).isEqualTo(1);
            assertThat(hospital.count("remediation_decisions WHERE verdict = 'act' AND detail LIKE '%by anna%'"))
                    .isEqualTo(1);
            assertThat(approve(hospital, asked.id())).as("the same answer again").isEqualTo(now.question());
            assertThatThrownBy(() -> answered(hospital, hospital.answers.approve(asked.id(), "bert", "")))
                    .hasRootCauseInstanceOf(Unanswerable.Over.class);
            assertThatThrownBy(() -> reject(hospital, asked.id())).hasRootCauseInstanceOf(Unanswerable.Over.class);
            hospital.pass(10);
            assertThat(hospital.engine.changes).hasSize(1);
        }
    }

    @Test
    void aPersonWhoSaysYesKnowsHowOldItIs() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            hospital.engine.running = true;
            hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), STOP);
            hospital.pass(2);
            String id = latest(hospital).getFirst().question().id();
            hospital.later(320);
            assertThat(approve(hospital, id).state()).isEqualTo(State.APPROVED);
            hospital.pass(2);
            assertThat(hospital.engine.changes).containsExactly("stop");
        }
    }

    @Test
    void whatIsOverWhenAPersonSaysYesIsNotDone() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            hospital.engine.health = "healthy";
            Question answer = approve(hospital, asked.id());
            assertThat(answer.state()).isEqualTo(State.WITHDRAWN);
            assertThat(answer.note()).startsWith("approved by anna").contains("its health check says healthy");
            assertThat(hospital.engine.changes).isEmpty();
            assertThat(latest(hospital).getFirst().question()).isEqualTo(answer);
            assertThat(hospital.last().attempts().toString()).contains("its health check says healthy");
        }
    }

    @Test
    void whatIsGoneOrSomebodyTookOverIsNotDone() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            hospital.engine.there = false;
            assertThat(approve(hospital, asked.id()).note()).contains("the container is gone");
            assertThat(hospital.engine.changes).isEmpty();
        }
        try (Hospital hospital = new Hospital(dir.resolve("other.db"), settings(Asking.DEFAULT)).settled()) {
            asked(hospital);
            hospital.happens(Samples.touched(hospital.time.now(), "start"));
            hospital.pass(15);
            assertThat(latest(hospital).getFirst().question().state()).isEqualTo(State.WITHDRAWN);
            assertThat(latest(hospital).getFirst().question().note()).contains("somebody did start");
        }
    }

    @Test
    void anIncidentThatEndsTakesItsQuestionWithItAlsoWhileTheAnswerIsLookedAt() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            Incident first = sickens(hospital, "i1");
            Promise<Void> looking = Promise.promise();
            hospital.engine.looking = looking.future();
            Future<Question> answer = hospital.answers.approve(asked.id(), "anna", "");
            hospital.quiet();
            hospital.incident(RESOLVED, first, STOP);
            looking.complete();
            assertThat(Hospital.get(answer).state()).isEqualTo(State.WITHDRAWN);
            hospital.pass(5);
            assertThat(hospital.engine.changes).isEmpty();
            assertThat(latest(hospital).getFirst().question().state()).isEqualTo(State.WITHDRAWN);

            hospital.incident(FIRED, sickens(hospital, "i2"), STOP);
            hospital.pass(2);
            hospital.incident(RESOLVED, sickens(hospital, "i2"), STOP);
            assertThat(latest(hospital)).hasSize(2).allMatch(one -> one.question().state() == State.WITHDRAWN);
        }
    }

    @Test
    void aYesIsGoodForOneCallAndIsAskedForAgainWhenThatWasRefused() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.CONFLICT, 409, "being removed");
            assertThat(approve(hospital, asked.id()).state()).isEqualTo(State.APPROVED);
            hospital.engine.answer = FakeEngine::done;
            hospital.pass(30);
            assertThat(hospital.engine.changes).as("nothing is tried again unseen").hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("escalated");
            Question again = latest(hospital).getFirst().question();
            assertThat(again.id()).isEqualTo(asked.id());
            assertThat(again.pending()).isTrue();
            assertThat(again.note()).contains("approved by anna").contains("being removed");
            assertThat(approve(hospital, asked.id()).state()).isEqualTo(State.APPROVED);
            hospital.pass(2);
            assertThat(hospital.engine.changes).hasSize(2);
        }
    }

    @Test
    void whatTheRuleAsksForNoLongerIsNotDone() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            hospital.incident(AGAIN, sickens(hospital, "i1"), kills("KILL"));
            assertThat(latest(hospital).getFirst().question().state()).isEqualTo(State.WITHDRAWN);
            assertThatThrownBy(() -> approve(hospital, asked.id())).hasRootCauseInstanceOf(Unanswerable.Over.class)
                    .hasStackTraceContaining("its rule asks for something else now");
            hospital.pass(2);
            assertThat(hospital.engine.changes).isEmpty();
        }
    }

    @Test
    void whatTheRuleAsksForNoLongerIsNotDoneAlsoWhereThatChangesWhileTheAnswerIsLookedAt() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            Promise<Void> looking = Promise.promise();
            hospital.engine.looking = looking.future();
            Future<Question> answer = hospital.answers.approve(asked.id(), "anna", "");
            hospital.quiet();
            hospital.incident(AGAIN, sickens(hospital, "i1"), kills("KILL"));
            looking.complete();
            Question withdrawn = Hospital.get(answer);
            assertThat(withdrawn.state()).isEqualTo(State.WITHDRAWN);
            assertThat(withdrawn.reason() + withdrawn.note()).contains("its rule asks for something else now");
            hospital.pass(5);
            assertThat(hospital.engine.changes).as("what nobody has approved").isEmpty();
        }
    }

    /** The rules are read anew, and this one's step is what it was. */
    @Test
    void whatWasApprovedIsDoneWhereOnlyAnotherStepIsAnotherOneByThen() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            Promise<Void> looking = Promise.promise();
            hospital.engine.looking = looking.future();
            Future<Question> answer = hospital.answers.approve(asked.id(), "anna", "");
            hospital.quiet();
            hospital.incident(AGAIN, sickens(hospital, "i1"), new RemedyPlan(
                    List.of(STOP.steps().getFirst(), kills("KILL").steps().getFirst(), ESCALATE)));
            looking.complete();
            assertThat(Hospital.get(answer).state()).isEqualTo(State.APPROVED);
            hospital.pass(2);
            assertThat(hospital.engine.changes).containsExactly("stop");
        }
    }

    @Test
    void twoRungsOfOneActionAreTwoQuestions() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            hospital.incident(FIRED, sickens(hospital, "i1"), kills("HUP", "KILL"));
            hospital.pass(2);
            List<Question> both = latest(hospital).stream().map(AnsweredQuestion::question).toList();
            assertThat(both).extracting(one -> one.about().parameters().get("signal"))
                    .containsExactlyInAnyOrder("HUP", "KILL");
            Question hup = both.stream().filter(one -> one.about().step() == 0).findFirst().orElseThrow();
            Question kill = both.stream().filter(one -> one.about().step() == 1).findFirst().orElseThrow();
            reject(hospital, hup.id());
            assertThat(hospital.last().attempts())
                    .anyMatch(one -> one.detail().endsWith(hup.id()) && one.outcome().startsWith("rejected"))
                    .anyMatch(one -> one.detail().endsWith(kill.id()) && one.outcome().isEmpty());
            approve(hospital, kill.id());
            hospital.pass(2);
            assertThat(hospital.engine.changes).containsExactly("kill KILL");
        }
    }

    @Test
    void aQuestionThatOutlivesOurEndExpiresWhenItWouldHave() {
        FakeEngine engine;
        Incident first;
        try (Hospital hospital = hospital(A_MINUTE)) {
            engine = hospital.engine;
            asked(hospital);
            first = sickens(hospital, "i1");
            hospital.journalGoesAway();
        }
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(A_MINUTE),
                Hospital.START.plusSeconds(30), engine).settled()) {
            hospital.incident(RESTORED, first, STOP);
            assertThat(latest(hospital).getFirst().question().pending()).isTrue();
            hospital.later(35);
            assertThat(latest(hospital).getFirst().question().state()).isEqualTo(State.EXPIRED);
            assertThat(hospital.last().attempts().toString()).contains("nobody answered");
        }
    }

    @Test
    void whatIsHeldUpStaysAskedAndIsDoneWhenItIsApprovedAgain() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            Hospital.get(hospital.controls.pause(null, "racks", "bert", false));
            Question answer = approve(hospital, asked.id());
            assertThat(answer.pending()).isTrue();
            assertThat(answer.until()).isEqualTo(asked.until());
            assertThat(answer.note()).startsWith("not done: paused").contains("racks");
            assertThat(hospital.engine.changes).isEmpty();
            assertThat(hospital.last().attempts().toString()).contains("paused by bert");
            assertThat(hospital.last().state()).isEqualTo("escalated");

            Hospital.get(hospital.controls.resume("bert"));
            assertThat(approve(hospital, asked.id()).state()).isEqualTo(State.APPROVED);
            hospital.pass(2);
            assertThat(hospital.engine.changes).containsExactly("stop");
        }
    }

    @Test
    void whileNothingIsDoneNobodyIsAsked() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Hospital.get(hospital.controls.pause(null, "", "", false));
            hospital.incident(FIRED, sickens(hospital, "i1"), STOP);
            hospital.pass(2);
            assertThat(latest(hospital)).isEmpty();
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("not_approved");
        }
    }

    @Test
    void aNoIsRememberedForTheIncidentAndNotForTheNext() {
        Incident first;
        FakeEngine engine;
        Instant then;
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            engine = hospital.engine;
            Question asked = asked(hospital);
            Question no = reject(hospital, asked.id());
            assertThat(no.state()).isEqualTo(State.REJECTED);
            assertThat(reject(hospital, asked.id())).as("the same answer again").isEqualTo(no);
            assertThat(hospital.last().attempts().toString()).contains("rejected by anna: the data is being saved");
            // A person's act begins the ladder anew.
            hospital.happens(Samples.touched(hospital.time.now(), "start"));
            hospital.pass(15);
            first = sickens(hospital, "i1");
            hospital.incident(AGAIN, first, STOP);
            hospital.pass(2);
            assertThat(latest(hospital)).hasSize(1);
            assertThat(hospital.last().attempts().toString())
                    .contains("reason=not_approved, detail=rejected by anna");
            then = hospital.time.now();
        }
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(Asking.DEFAULT), then, engine)
                .settled()) {
            hospital.incident(RESTORED, first, STOP);
            hospital.happens(Samples.touched(hospital.time.now(), "start"));
            hospital.pass(15);
            hospital.incident(AGAIN, sickens(hospital, "i1"), STOP);
            hospital.pass(2);
            assertThat(latest(hospital)).hasSize(1);

            hospital.incident(RESOLVED, first, STOP);
            hospital.pass(2);
            hospital.incident(FIRED, sickens(hospital, "i2"), STOP);
            hospital.pass(2);
            assertThat(latest(hospital)).hasSize(2).first().matches(one -> one.question().pending());
        }
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForAndTheIncidentSaysSoOnce() {
        try (Hospital hospital = hospital(A_MINUTE)) {
            Question asked = asked(hospital);
            hospital.later(61);
            assertThat(latest(hospital).getFirst().question().state()).isEqualTo(State.EXPIRED);
            assertThat(hospital.last().attempts().stream().filter(one -> one.outcome().contains("nobody answered")))
                    .hasSize(1);
            assertThatThrownBy(() -> approve(hospital, asked.id())).hasRootCauseInstanceOf(Unanswerable.Over.class);
            assertThat(hospital.engine.changes).isEmpty();
        }
    }

    @Test
    void aQuestionOutlivesOurEnd() {
        FakeEngine engine;
        Question asked;
        Incident first;
        try (Hospital hospital = hospital(A_MINUTE)) {
            engine = hospital.engine;
            asked = asked(hospital);
            first = sickens(hospital, "i1");
            // As a kill leaves it.
            hospital.journalGoesAway();
        }
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(A_MINUTE),
                Hospital.START.plusSeconds(30), engine).settled()) {
            hospital.incident(RESTORED, first, STOP);
            hospital.pass(2);
            assertThat(latest(hospital)).hasSize(1);
            assertThat(latest(hospital).getFirst().question()).isEqualTo(asked);
            assertThat(approve(hospital, asked.id()).state()).isEqualTo(State.APPROVED);
            hospital.pass(2);
            assertThat(engine.changes).containsExactly("stop");
        }
    }

    @Test
    void whatWasApprovedAndNotBegunWhenWeEndedIsAskedAgain() {
        FakeEngine engine;
        Question asked;
        Incident first;
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            engine = hospital.engine;
            asked = asked(hospital);
            first = sickens(hospital, "i1");
            Hospital.get(hospital.journal.write(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.executeUpdate("UPDATE remediation_questions SET state = 'approved', answered = 1");
                }
            }));
        }
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(Asking.DEFAULT),
                Hospital.START.plusSeconds(60), engine).settled()) {
            hospital.incident(RESTORED, first, STOP);
            hospital.pass(2);
            Question now = latest(hospital).getFirst().question();
            assertThat(now.id()).isEqualTo(asked.id());
            assertThat(now.pending()).isTrue();
            assertThat(now.note()).contains("Dockmedic ended before it was begun");
            assertThat(engine.changes).isEmpty();
        }
    }

    @Test
    void whatWasAnsweredAsWeEndedIsNotShownAsAsked() {
        FakeEngine engine;
        Incident first;
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            engine = hospital.engine;
            asked(hospital);
            first = sickens(hospital, "i1");
            Hospital.get(hospital.journal.write(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.executeUpdate("UPDATE remediation_questions SET state = 'rejected', answered = 1");
                }
            }));
        }
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings(Asking.DEFAULT),
                Hospital.START.plusSeconds(60), engine).settled()) {
            hospital.incident(RESTORED, first, STOP);
            hospital.happens(Samples.touched(hospital.time.now(), "start"));
            hospital.pass(15);
            assertThat(hospital.last().attempts().getFirst().outcome()).isEqualTo("not asked any more");
        }
    }

    @Test
    void anAnswerThatCannotBeWrittenDownIsNone() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            hospital.diskFull(true);
            assertThatThrownBy(() -> approve(hospital, asked.id())).isInstanceOf(IllegalStateException.class);
            hospital.pass(2);
            assertThat(hospital.engine.changes).isEmpty();
            hospital.diskFull(false);
            assertThat(approve(hospital, asked.id()).state()).isEqualTo(State.APPROVED);
            hospital.pass(2);
            assertThat(hospital.engine.changes).containsExactly("stop");
        }
    }

    private Hospital telling(Receiving receiving) {
        return new Hospital(dir.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT,
                List.of(receiving.receiver("one")), true, null, Asking.DEFAULT)).settled();
    }

    @Test
    void whoWasToldHearsThatWhatWasApprovedDidNotHelpAndNothingWhenItDid() {
        Vertx vertx = Vertx.vertx();
        try (Receiving receiving = new Receiving(vertx, number -> 204); Hospital hospital = telling(receiving)) {
            hospital.incident(FIRED, sickens(hospital, "i1"), STOP);
            hospital.pass(2);
            hospital.until(() -> receiving.got.size() == 1);
            String id = latest(hospital).getFirst().question().id();
            hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.CONFLICT, 409, "being removed");
            approve(hospital, id);
            hospital.engine.answer = FakeEngine::done;
            hospital.pass(30);
            hospital.until(() -> receiving.got.size() == 2);
            assertThat(receiving.keys()).containsExactly("i1/1", "i1/1.1");
            JsonObject failed = receiving.got.getLast().body();
            assertThat(failed.getJsonArray("attempts").encode()).contains("approved by anna", "being removed");
            assertThat(failed.getJsonArray("approvals").getJsonObject(0).getString("id")).isEqualTo(id);

            approve(hospital, id);
            hospital.pass(20);
            assertThat(hospital.last().attempts().toString()).contains("contained");
            assertThat(hospital.last().state()).isEqualTo("escalated");
            assertThat(receiving.got).as("it did what they wanted").hasSize(2);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void aFurtherQuestionIsToldAtOnceWhateverElseWasTold() {
        Vertx vertx = Vertx.vertx();
        try (Receiving receiving = new Receiving(vertx, number -> 204); Hospital hospital = telling(receiving)) {
            hospital.incident(FIRED, sickens(hospital, "i1"), STOP);
            hospital.pass(2);
            hospital.until(() -> receiving.got.size() == 1);
            hospital.incident(FIRED, sickens(hospital, "i2"), kills("KILL"));
            hospital.pass(2);
            hospital.until(() -> receiving.keys().contains("i2/1"));
            assertThat(receiving.got.getLast().body().getJsonArray("approvals")).hasSize(1);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void aServiceThatFlapsAsksTheSameOnlyOnceInAWhileAlsoOverOurRestart() {
        Vertx vertx = Vertx.vertx();
        try (Receiving receiving = new Receiving(vertx, number -> 204)) {
            FakeEngine engine;
            Instant then;
            try (Hospital hospital = telling(receiving)) {
                for (int round = 0; round < 3; round++) {
                    comesAndGoes(hospital, "i" + round);
                }
                hospital.until(() -> receiving.keys().contains("i0/resolved"));
                assertThat(receiving.keys()).containsExactly("i0/1", "i0/resolved");
                engine = hospital.engine;
                then = hospital.time.now();
            }
            try (Hospital hospital = new Hospital(dir.resolve("journal.db"), new RemediationSettings("host",
                    Policy.DEFAULT, List.of(receiving.receiver("one")), true, null, Asking.DEFAULT), then, engine)
                    .settled()) {
                comesAndGoes(hospital, "i3");
                assertThat(receiving.got).hasSize(2);
                hospital.later(3600);
                hospital.incident(FIRED, sickens(hospital, "i4"), STOP);
                hospital.pass(2);
                hospital.until(() -> receiving.keys().contains("i4/1"));
                assertThat(receiving.got).hasSize(3);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void whoAnswersKnowsOfItUntilWhatTheyApprovedFails() {
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Question asked = asked(hospital);
            hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.CONFLICT, 409, "being removed");
            answered(hospital, hospital.answers.approve(asked.id(), "anna", "password=hunter2"));
            assertThat(Hospital.get(hospital.remarks.of("i1"))).singleElement()
                    .matches(one -> one.by().equals("anna") && one.kind() == Remark.Kind.ANSWER);
            assertThat(hospital.count("remediation_questions WHERE body LIKE '%hunter2%'")).isZero();
            assertThat(hospital.remarks.acknowledged("i1")).as("it failed since").isEmpty();
            hospital.engine.answer = FakeEngine::done;
            hospital.pass(30);
            reject(hospital, asked.id());
            assertThat(hospital.remarks.acknowledged("i1")).extracting(Remark::by).containsExactly("anna");
        }
    }

    @Test
    void theSameAnswerAgainWaitsForTheFirstToBeWrittenDown() {
        List<Promise<?>> writes = new ArrayList<>();
        Journal slow = new Journal() {
            @Override
            public <T> Future<T> write(Work<T> work) {
                Promise<T> written = Promise.promise();
                writes.add(written);
                return written.future();
            }

            @Override
            public <T> Future<T> read(Work<T> work) {
                throw new AssertionError("it is known");
            }

            @Override
            public boolean writable() {
                return true;
            }
        };
        Desk desk = new Desk(new QuestionRecords(slow), Duration.ofHours(1), text -> text, new SystemClock(),
                (delay, task) -> () -> {}, new SimpleMeterRegistry());
        Question asked = desk.ask(new Question.About("i1", "r", 0, "web", Samples.ID, "web", "stop", Map.of(), "",
                List.of(), "", ""));
        Future<Question> first = desk.reject(asked.id(), "anna", "");
        Future<Question> again = desk.reject(asked.id(), "anna", "");
        assertThat(again.isComplete()).isFalse();
        writes.get(1).fail("the disk is full");
        assertThat(first.failed()).isTrue();
        assertThat(again.isComplete()).as("it is tried for them too").isFalse();
        writes.get(2).complete();
        assertThat(again.result().state()).isEqualTo(State.REJECTED);
    }

    private static void comesAndGoes(Hospital hospital, String id) {
        Incident incident = sickens(hospital, id);
        hospital.incident(FIRED, incident, STOP);
        hospital.pass(3);
        hospital.incident(RESOLVED, incident, STOP);
        hospital.pass(3);
    }

    @Test
    void anAnswerAfterItsTimeIsTooLateAlsoWhereTheMachineHasSlept() {
        Instant[] now = {Hospital.START};
        Clock clock = new Clock() {
            @Override
            public Instant now() {
                return now[0];
            }

            @Override
            public Instant shown(Instant own) {
                return own;
            }

            @Override
            public long nanos() {
                return 0;
            }
        };
        // As on a machine that sleeps: no timer of it is ever due.
        Timers asleep = (delay, task) -> () -> {};
        try (Hospital hospital = hospital(Asking.DEFAULT)) {
            Desk desk = new Desk(new QuestionRecords(hospital.journal), Duration.ofHours(1), text -> text, clock,
                    asleep,
                    new SimpleMeterRegistry());
            Question asked = desk.ask(asked(hospital).about());
            now[0] = asked.until().minusMillis(1);
            Question later = desk.ask(asked.about());
            now[0] = asked.until();
            Future<Question> answer = desk.approve(asked.id(), "anna", "", yes -> {
                throw new AssertionError("it must not be done");
            });
            hospital.quiet();
            assertThat(answer.cause()).isInstanceOf(Unanswerable.Over.class)
                    .hasMessageContaining("nobody answered in 1h");
            Future<Question> inTime = desk.reject(later.id(), "anna", "");
            assertThat(Hospital.get(inTime).state()).isEqualTo(State.REJECTED);
            assertThat(Hospital.get(new QuestionRecords(hospital.journal).find(asked.id())).orElseThrow().state())
                    .isEqualTo(State.EXPIRED);
        }
    }

    @Test
    void theMessageSaysHowToAnswer() {
        URI nowhere = URI.create("http://127.0.0.1:1/");
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), new RemediationSettings("host",
                Policy.DEFAULT, List.of(new Receiver("one", nowhere)), true, null, A_MINUTE)).settled()) {
            hospital.incident(FIRED, sickens(hospital, "i1"), STOP);
            await().until(() -> {
                hospital.pass(1);
                return hospital.count("remediation_deliveries") == 1;
            });
            String id = latest(hospital).getFirst().question().id();
            assertThat(hospital.count("remediation_deliveries WHERE body LIKE '%\"approve\":\"dockmedic approve " + id
                    + "\"%' AND body LIKE '%POST /api/v1/approvals/" + id
                    + "%' AND body LIKE '%http://nas:9717/#approval-" + id + "%' AND body LIKE '%/stop%'"))
                    .isEqualTo(1);
        }
    }
}
