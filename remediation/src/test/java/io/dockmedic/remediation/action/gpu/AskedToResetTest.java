package io.dockmedic.remediation.action.gpu;

import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.remediation.FakeGpus;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is asked word for word, and anew where it would be done otherwise; the whole stage, with programs that do nothing. */
class AskedToResetTest {
    private static final RemedyPlan PLAN = new RemedyPlan(List.of(
            new Step("reset-gpu", Map.of(), List.of(Duration.ZERO),
                    new Step.Verify(Step.State.WELL, Duration.ofSeconds(5), Duration.ofMinutes(1))),
            Samples.ESCALATE));

    @TempDir
    Path dir;

    private Hospital hospital() {
        return new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
    }

    private static Incident needsReset(Hospital hospital) {
        return Samples.incident("i1", "GpuNeedsReset", new GpuEvent.Sampled(hospital.time.now(), "host",
                Origin.DOCKMEDIC, FakeGpus.gpu(0), GpuState.OK, Cure.RESET, "its driver says so", 1, 2, 3, 40, 50, "",
                "", 700, 0));
    }

    private static Optional<Question> open(Hospital hospital) {
        return Hospital.get(hospital.answers.latest())
                .stream()
                .map(AnsweredQuestion::question)
                .filter(Question::pending)
                .findFirst();
    }

    private static Question asked(Hospital hospital) {
        hospital.until(() -> hospital.last().state().equals("escalated") && open(hospital).isPresent());
        return open(hospital).orElseThrow();
    }

    @Test
    void aYesIsToJustThatAndWhatIsOtherwiseIsAskedAnew() {
        try (Hospital hospital = hospital()) {
            FakeGpus gpus = hospital.engine.gpus.one();
            hospital.incident(FIRED, needsReset(hospital), PLAN);
            Question first = asked(hospital);
            assertThat(first.about().would())
                    .startsWith("Resets GPU 0 (H100 at 0000:18:00.0) by /bin/true --gpu-reset -i")
                    .contains("No container uses it", "Persistence mode is switched off");
            assertThat(first.about().calls()).contains("POST /containers/{id}/stop");

            gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET, "so", Map.of(Quantity.PERSISTENCE, 0L)));
            Hospital.get(hospital.answers.approve(first.id(), "anna", "seen"));
            hospital.until(() -> hospital.last()
                    .attempts()
                    .stream()
                    .anyMatch(one -> one.outcome().contains("what was approved is not what would be done now")));
            assertThat(gpus.released()).as("nothing was begun").isEmpty();
            hospital.pass(3);
            hospital.until(() -> open(hospital).filter(one -> !one.id().equals(first.id())).isPresent());
            Question second = open(hospital).orElseThrow();
            assertThat(second.about().would()).doesNotContain("Persistence mode");

            gpus.onLetGo = gpus::well;
            hospital.until(() -> List.of("escalated", "suppressed").contains(hospital.last().state()));
            Hospital.get(hospital.answers.approve(second.id(), "anna", "this one"));
            hospital.until(() -> gpus.released().isPresent());
            for (int i = 0; i < 600 && !hospital.last().healed(); i++) {
                hospital.pass(1);
            }
            assertThat(hospital.last().healed()).as("%s", hospital.last()).isTrue();
            assertThat(gpus.released()).get().satisfies(one -> assertThat(one.release().ended()).isNotNull());
        }
    }

    @Test
    void whereItIsRefusedAPersonIsToldWhyAndNobodyIsAsked() {
        try (Hospital hospital = hospital()) {
            hospital.engine.gpus.one().traits = Map.of(FakeGpus.place(0), FakeGpus.linked().shown());
            hospital.incident(FIRED, needsReset(hospital), PLAN);
            hospital.until(() -> hospital.last().state().equals("escalated"));
            assertThat(open(hospital)).isEmpty();
            assertThat(hospital.last().attempts().getFirst().detail())
                    .startsWith("nobody is asked, for it would be refused: not reset: a screen hangs on GPU 0");
        }
    }
}
