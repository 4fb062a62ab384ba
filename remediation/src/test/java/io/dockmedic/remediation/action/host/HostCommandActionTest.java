package io.dockmedic.remediation.action.host;

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
import java.nio.file.Files;
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

/** That nothing is run that is not allowed and approved, and nothing twice. */
class HostCommandActionTest {
    private static final Permits APPROVED = new Permits(Set.of(), List.of(new Approval(Set.of("host-command"),
            new Window("always", Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"),
                    List.of(ServicePattern.ALL)))));

    @TempDir
    Path dir;

    private Path trace() {
        return dir.resolve("trace");
    }

    private HostCommand command(String end) {
        return new HostCommand("mend", List.of("/bin/sh", "-c", "echo run >> " + trace() + "; " + end),
                Duration.ofSeconds(20));
    }

    private RemediationSettings settings(Permits permits, HostCommand... allowed) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), permits,
                        base.ownContainers(), base.ownImages()),
                List.of(), true, null,
                RemediationSettings.Asking.DEFAULT, List.of(allowed));
    }

    private Hospital hospital(RemediationSettings settings) {
        return new Hospital(dir.resolve("journal.db"), settings).settled();
    }

    private static RemedyPlan plan(String name) {
        return new RemedyPlan(List.of(
                new Step("host-command", Map.of("name", name), List.of(Duration.ZERO, Duration.ofSeconds(5)),
                        new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(60))),
                ESCALATE));
    }

    private static Incident sickens(Hospital hospital) {
        hospital.engine.running = true;
        hospital.engine.health = "unhealthy";
        return incident("i1", "ContainerUnhealthy", Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy"));
    }

    private List<String> runs() throws IOException {
        return Files.exists(trace()) ? Files.readAllLines(trace()) : List.of();
    }

    @Test
    void whatIsAllowedAndApprovedIsRunAndItsOutputIsKept() throws IOException {
        try (Hospital hospital = hospital(settings(APPROVED, command("echo secret=hunter2")))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            hospital.until(() -> hospital.count("remediation_acts WHERE outcome = 'done' AND detail = 'exit code 0'"
                    + " AND notes LIKE '%secret=[redacted]%'") == 1);
            assertThat(runs()).hasSize(1);
        }
    }

    @Test
    void oneThatFailsIsTriedAgainAsItsRuleSays() throws IOException {
        try (Hospital hospital = hospital(settings(APPROVED, command("exit 3")))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            hospital.until(() -> hospital.count("remediation_acts WHERE outcome = 'failed'") == 1);
            hospital.pass(10);
            hospital.until(() -> hospital.last().state().equals("escalated"));
            assertThat(runs()).hasSize(2);
        }
    }

    @Test
    void oneThatASignalEndsIsNotRunAgainAndItIsSaid() throws IOException {
        try (Hospital hospital = hospital(settings(APPROVED, command("kill -9 $$")))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            hospital.until(() -> hospital.last().state().equals("escalated"));
            assertThat(hospital
                    .count("remediation_acts WHERE outcome = 'unknown' AND detail LIKE '%a signal ended it, 9%'"))
                    .isEqualTo(1);
            assertThat(runs()).hasSize(1);
        }
    }

    @Test
    void whatTheConfigurationDoesNotHaveIsRefusedWithWhatItHas() throws IOException {
        try (Hospital hospital = hospital(settings(APPROVED, command("true")))) {
            hospital.incident(FIRED, sickens(hospital), plan("rm"));
            hospital.until(() -> hospital.last().state().equals("escalated"));
            assertThat(hospital.last().attempts().getFirst().outcome()).contains("none that is called rm; it has mend");
            assertThat(runs()).isEmpty();
        }
    }

    @Test
    void aPersonIsShownWhatTheNameStandsForAndAnAnswerIsForThatAlone() throws IOException {
        FakeEngine engine;
        Incident sick;
        String asked;
        try (Hospital hospital = hospital(settings(Permits.NONE, command("true")))) {
            engine = hospital.engine;
            sick = sickens(hospital);
            hospital.incident(FIRED, sick, plan("mend"));
            hospital.pass(5);
            Question question = Hospital.get(hospital.answers.latest()).getFirst().question();
            assertThat(question.about().parameters().get("runs")).contains("/bin/sh", "echo run >> " + trace());
            asked = question.id();
        }
        try (Hospital second = new Hospital(dir.resolve("journal.db"),
                settings(Permits.NONE, command("rm -rf /tmp/nothing")),
                Hospital.START.plusSeconds(60), engine).settled()) {
            second.incident(RESTORED, sick, plan("mend"));
            second.pass(5);
            Hospital.get(second.answers.approve(asked, "anna", "seen").otherwiseEmpty());
            second.pass(30);
            assertThat(second.count("remediation_acts")).as("that is not what was asked").isZero();
            assertThat(second.count("remediation_questions WHERE id = '" + asked + "' AND act = ''"
                    + " AND body LIKE '%asks for something else now%'")).isEqualTo(1);
            assertThat(runs()).isEmpty();
        }
    }

    @Test
    void nobodyIsAskedForWhatTheConfigurationDoesNotHave() {
        try (Hospital hospital = hospital(settings(Permits.NONE, command("true")))) {
            hospital.incident(FIRED, sickens(hospital), plan("rm"));
            hospital.until(() -> hospital.last().state().equals("escalated"));
            assertThat(hospital.last().attempts().getFirst().detail()).contains("none that is called rm; it has mend");
            assertThat(Hospital.get(hospital.answers.latest())).isEmpty();
            assertThat(hospital.count("remediation_acts")).isZero();
        }
    }

    @Test
    void whatTakesTooLongIsKilledAndHowItEndedIsWrittenDown() throws IOException {
        HostCommand slow = new HostCommand("mend", List.of("/bin/sh", "-c", "echo run >> " + trace() + "; sleep 1000"),
                Duration.ofMillis(300));
        try (Hospital hospital = hospital(settings(APPROVED, slow))) {
            hospital.incident(FIRED, sickens(hospital), plan("mend"));
            await().atMost(Duration.ofMinutes(1)).until(() -> runs().size() == 1);
            hospital.pass(1);
            hospital.until(
                    () -> hospital.count("remediation_acts WHERE outcome = 'failed' AND detail LIKE '%was killed%'"
                            + " AND notes LIKE '%\"exit\":\"137\"%'") == 1);
        }
    }

    @Test
    void whatWasUnderWayWhenWeEndedIsUnknownAndNotBegunAgain() throws IOException {
        Path go = dir.resolve("go");
        HostCommand slow = command("while [ -e " + dir + " ] && [ ! -e " + go + " ]; do sleep 0.05; done");
        Path journal = dir.resolve("journal.db");
        try (Hospital first = hospital(settings(APPROVED, slow))) {
            Incident sick = sickens(first);
            first.incident(FIRED, sick, plan("mend"));
            await().atMost(Duration.ofMinutes(1)).until(() -> runs().size() == 1);
            first.journalGoesAway();
            try (Hospital second = new Hospital(journal, settings(APPROVED, slow), Hospital.START.plusSeconds(60),
                    first.engine).settled()) {
                second.incident(RESTORED, sick, plan("mend"));
                second.until(() -> second.last().state().equals("escalated"));
                assertThat(second
                        .count("remediation_acts WHERE outcome = 'unknown' AND detail LIKE '%its end was not seen%'"))
                        .isEqualTo(1);
            }
            Files.createFile(go);
        }
        assertThat(runs()).hasSize(1);
    }

    @Test
    void aNameIsNeeded() {
        assertThat(HostCommandAction.problem(Map.of())).hasValueSatisfying(
                why -> assertThat(why).contains("name is missing", "host_commands"));
        assertThat(HostCommandAction.problem(Map.of("name", "x"))).isEmpty();
    }
}
