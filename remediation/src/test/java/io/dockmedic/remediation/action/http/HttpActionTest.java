package io.dockmedic.remediation.action.http;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.permit.Approval;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing is called that is not allowed and approved, nothing twice, and that nobody sees what may be a secret. */
class HttpActionTest {
    private static final Permits APPROVED = new Permits(Set.of(), List.of(new Approval(Set.of("http"),
            new Window("always", Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"),
                    List.of(ServicePattern.ALL)))));
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path dir;

    private static RemediationSettings settings(Permits permits, boolean dryRun, HttpCall... allowed) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(base.heal(), dryRun, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), permits,
                        base.ownContainers(), base.ownImages()),
                List.of(), true, null, RemediationSettings.Asking.DEFAULT, List.of(), List.of(allowed),
                Optional.empty());
    }

    private Hospital hospital(RemediationSettings settings) {
        return new Hospital(dir.resolve("journal.db"), settings).settled();
    }

    private static RemedyPlan plan(String name) {
        return new RemedyPlan(List.of(
                new Step("http", Map.of("name", name), List.of(Duration.ZERO, Duration.ofSeconds(5)),
                        new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(60))),
                ESCALATE));
    }

    private static Incident sickens(Hospital hospital) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident("i1", "ContainerUnhealthy", Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
    }

    /** Nothing of what may be a secret is on record, whatever was asked, done and told. */
    private static void nothingIsGivenAway(Hospital hospital) {
        for (String secret : List.of("s3cret-0123456789", "hook-0123456789")) {
            for (String where : List.of("remediation_acts WHERE detail || notes", "remediation_questions WHERE body",
                    "remediation_decisions WHERE detail", "remediation_ladders WHERE body",
                    "remediation_deliveries WHERE body")) {
                assertThat(hospital.count(where + " LIKE '%" + secret + "%'")).as(where).isZero();
            }
            assertThat(hospital.remedies.toString()).doesNotContain(secret);
        }
    }

    @Test
    void whatIsAllowedAndApprovedIsCalledAndProven() throws IOException {
        try (Answering server = new Answering(Answering.with(200, "purged by token=hunter2"));
                Hospital hospital = hospital(settings(APPROVED, false, server.call(SOON)))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            hospital.until(() -> hospital.count("remediation_acts WHERE outcome = 'done' AND detail = 'status 200'"
                    + " AND notes LIKE '%token=[redacted]%'") == 1);
            assertThat(server.got).hasSize(1);
            assertThat(hospital.count(
                    "remediation_acts WHERE id = '" + server.got.getFirst().header("Idempotency-key") + "'"))
                    .isEqualTo(1);
            assertThat(hospital.ledger).as("the engine is not called").isEmpty();
            nothingIsGivenAway(hospital);
        }
    }

    @Test
    void oneThatFailsIsTriedAgainAsItsRuleSaysAsAnotherCall() throws IOException {
        try (Answering server = new Answering(Answering.with(500, "no"));
                Hospital hospital = hospital(settings(APPROVED, false, server.call(SOON)))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            hospital.until(() -> hospital.count("remediation_acts WHERE outcome = 'failed'") == 1);
            hospital.pass(10);
            hospital.until(() -> hospital.last().state().equals("escalated"));
            assertThat(server.got).extracting(got -> got.header("Idempotency-key")).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void oneThatIsNotAnsweredIsNotMadeAgainAndItIsSaid() throws IOException {
        try (Answering server = new Answering(exchange -> {});
                Hospital hospital = hospital(settings(APPROVED, false, server.call(SOON)))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            hospital.until(() -> hospital.last().state().equals("escalated"));
            assertThat(hospital.count(
                    "remediation_acts WHERE outcome = 'unknown' AND detail LIKE '%its answer was not seen%'"))
                    .isEqualTo(1);
            assertThat(server.got).hasSize(1);
            nothingIsGivenAway(hospital);
        }
    }

    @Test
    void whatWasUnderWayWhenWeEndedIsUnknownAndNotMadeAgain() throws IOException {
        CountDownLatch answers = new CountDownLatch(1);
        try (Answering server = new Answering(Answering.once(answers, Answering.with(200, "")))) {
            RemediationSettings settings = settings(APPROVED, false, server.call(SOON));
            try (Hospital first = hospital(settings)) {
                Incident sick = sickens(first);
                first.incident(FIRED, sick, plan("mend"));
                await().atMost(SOON).until(() -> server.got.size() == 1);
                first.journalGoesAway();
                try (Hospital second = new Hospital(dir.resolve("journal.db"), settings,
                        Hospital.START.plusSeconds(60), first.engine).settled()) {
                    second.incident(RESTORED, sick, plan("mend"));
                    second.until(() -> second.last().state().equals("escalated"));
                    assertThat(second.count(
                            "remediation_acts WHERE outcome = 'unknown' AND detail LIKE '%its end was not seen%'"))
                            .isEqualTo(1);
                }
                answers.countDown();
            }
            assertThat(server.got).hasSize(1);
        }
    }

    @Test
    void whatTheConfigurationDoesNotHaveIsRefusedWithWhatItHas() throws IOException {
        for (Permits permits : List.of(APPROVED, Permits.NONE)) {
            try (Answering server = new Answering(Answering.with(200, ""));
                    Hospital hospital = new Hospital(dir.resolve("journal" + permits.hashCode() + ".db"),
                            settings(permits, false, server.call(SOON))).settled()) {
                hospital.incident(FIRED, sickens(hospital), plan("rm"));
                hospital.until(() -> hospital.last().state().equals("escalated"));
                assertThat(hospital.last().attempts().getFirst().toString())
                        .contains("none that is called rm; it has mend");
                assertThat(Hospital.get(hospital.answers.latest())).as("nobody is asked").isEmpty();
                assertThat(server.got).isEmpty();
            }
        }
    }

    @Test
    void aPersonIsShownTheHostAndAFingerprintAndAnAnswerIsForThatAlone() throws IOException {
        FakeEngine engine;
        Incident sick;
        String asked;
        try (Answering server = new Answering(Answering.with(200, ""))) {
            HttpCall call = server.call(SOON);
            try (Hospital hospital = hospital(settings(Permits.NONE, false, call))) {
                engine = hospital.engine;
                sick = sickens(hospital);
                hospital.incident(FIRED, sick, plan("mend"));
                hospital.pass(5);
                Question question = Hospital.get(hospital.answers.latest()).getFirst().question();
                assertThat(question.about().parameters())
                        .isEqualTo(Map.of("name", "mend", "calls", "POST " + server.url(),
                                "fingerprint", call.fingerprint(), "within", "1m"));
                asked = question.id();
                nothingIsGivenAway(hospital);
            }
            try (Hospital second = new Hospital(dir.resolve("journal.db"),
                    settings(Permits.NONE, false, server.call(SOON, 200)), Hospital.START.plusSeconds(60), engine)
                    .settled()) {
                second.incident(RESTORED, sick, plan("mend"));
                second.pass(5);
                Hospital.get(second.answers.approve(asked, "anna", "seen").otherwiseEmpty());
                second.pass(30);
                assertThat(second.count("remediation_acts")).as("that is not what was asked").isZero();
                assertThat(second.count("remediation_questions WHERE id = '" + asked + "' AND act = ''"
                        + " AND body LIKE '%asks for something else now%'")).isEqualTo(1);
                assertThat(server.got).isEmpty();
            }
        }
    }

    @Test
    void inADryRunItIsSaidWhoWouldHaveBeenCalled() throws IOException {
        try (Answering server = new Answering(Answering.with(200, ""));
                Hospital hospital = hospital(settings(APPROVED, true, server.call(SOON)))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            hospital.pass(5);
            assertThat(hospital.last().attempts().getLast().detail())
                    .contains("the call over HTTP would have been made: POST " + server.url());
            assertThat(server.got).isEmpty();
            nothingIsGivenAway(hospital);
        }
    }

    @Test
    void aNameIsNeeded() {
        assertThat(HttpAction.problem(Map.of())).hasValueSatisfying(
                why -> assertThat(why).contains("name is missing", "http_calls"));
        assertThat(HttpAction.problem(Map.of("name", "x"))).isEmpty();
    }
}
