package io.dockmedic.testkit.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.testkit.Pager.Page;
import io.dockmedic.testkit.observe.Deed.Kind;
import io.dockmedic.testkit.observe.Judgement.Outcome;
import io.dockmedic.testkit.observe.Patient.Consent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge acquits what is right and convicts each wrong; seconds after the beginning are written as numbers. */
class JudgeTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private final Judge judge = new Judge(new Budget(2, Duration.ofMinutes(1)));
    private final List<Call> calls = new ArrayList<>();
    private final List<EngineEvent> events = new ArrayList<>();
    private final List<EngineLog.Deaf> deaf = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private Patient patient = patient(Consent.HEAL);
    private int starts = 1;
    private boolean runs = true;
    private int acts;
    private final List<String> reasons = new ArrayList<>(List.of("clear"));

    @Test
    void acquitsAFaultHealedOnce() {
        diedAndWasHealed(10);
        assertThat(judgement().findings()).isEmpty();
        assertThat(judgement().outcome()).isEqualTo(Outcome.HEALED);
    }

    @Test
    void acquitsAFaultThatWasTold() {
        died(10);
        runs = false;
        page(12, "incident", "incident/1");
        assertThat(judgement().findings()).isEmpty();
        assertThat(judgement().outcome()).isEqualTo(Outcome.TOLD);
    }

    @Test
    void convictsWhatDoesNotRunAndWasNotTold() {
        died(10);
        runs = false;
        assertThat(kinds()).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void convictsASilentOwner() {
        patient = patient(Consent.PROTECTED);
        died(10);
        runs = false;
        assertThat(kinds()).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void convictsARestartOfWhatRanWellAgain() {
        diedAndWasHealed(10);
        call(14, "restart");
        assertThat(kinds()).containsExactly(Finding.Kind.DOUBLED);
    }

    @Test
    void acquitsAStartOfWhatRunsAlreadyAndARestartOfTheUnhealthy() {
        diedAndWasHealed(10);
        calls.add(new Call(at(14), "web", "start", 304, true));
        events.add(event(20, "health_status: unhealthy"));
        call(21, "restart");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void acquitsARestartOfWhatRunsAndIsOfNoUseAndConvictsASecondOne() {
        patient.did(new Deed(Kind.SPOILED, at(10), at(30), "XID 31"));
        call(20, "restart");
        events.add(event(21, "die"));
        events.add(event(22, "start"));
        starts++;
        assertThat(kinds()).isEmpty();
        assertThat(judgement().outcome()).isEqualTo(Outcome.HEALED);
        call(24, "restart");
        assertThat(kinds()).containsExactly(Finding.Kind.DOUBLED);
    }

    @Test
    void convictsWhatIsOfNoUseAndWasLeftSo() {
        patient.did(new Deed(Kind.SPOILED, at(10), at(30), "XID 31"));
        runs = false;
        reasons.clear();
        assertThat(kinds()).containsExactly(Finding.Kind.LOST, Finding.Kind.UNEXPLAINED);
    }

    @Test
    void doesNotGuessAboutTimesInWhichItWasDeaf() {
        diedAndWasHealed(10);
        deaf.add(new EngineLog.Deaf(at(12), at(13)));
        call(14, "restart");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void convictsARestartOfWhatAPersonHasJustStarted() {
        died(10);
        patient.did(new Deed(Kind.UP, at(11), at(12), "start"));
        events.add(event(12, "start"));
        call(13, "restart");
        assertThat(kinds()).containsExactly(Finding.Kind.AGAINST_A_PERSON);
    }

    @Test
    void convictsAStartAfterAPersonsStop() {
        patient.did(new Deed(Kind.DOWN, at(10), at(11), "stop"));
        events.add(event(11, "die"));
        call(12, "start");
        assertThat(kinds()).containsExactly(Finding.Kind.AGAINST_A_PERSON);
    }

    @Test
    void acquitsAStartThatWasOnItsWayWhenThePersonStopped() {
        died(10);
        patient.did(new Deed(Kind.DOWN, at(11), at(13), "stop"));
        call(12, "start");
        runs = false;
        assertThat(judgement().findings()).isEmpty();
        assertThat(judgement().outcome()).isEqualTo(Outcome.LEFT);
    }

    @Test
    void convictsAnyActWithoutConsent() {
        patient = patient(Consent.NONE);
        died(10);
        call(11, "start");
        assertThat(kinds()).containsExactly(Finding.Kind.AGAINST_A_PERSON);
    }

    @Test
    void convictsAPageWithoutConsent() {
        patient = patient(Consent.NONE);
        died(10);
        runs = false;
        page(11, "incident", "incident/1");
        assertThat(kinds()).containsExactly(Finding.Kind.AGAINST_A_PERSON);
    }

    @Test
    void convictsAnIncidentToldTwiceUnlessAPersonActedBetween() {
        died(10);
        runs = false;
        page(11, "incident", "incident/1");
        page(15, "incident", "incident/2");
        assertThat(kinds()).containsExactly(Finding.Kind.DOUBLED);

        patient.did(new Deed(Kind.UP, at(12), at(13), "start"));
        patient.did(new Deed(Kind.FAULT, at(14), at(14), "SIGKILL"));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void convictsAPageThatCountsADeathTwice() {
        diedAndWasHealed(10);
        died(20);
        runs = false;
        page(21, "incident", "incident/1");
        says("web died 2 times within 10 minutes, last with 137");
        assertThat(kinds()).isEmpty();

        says("web died 3 times within 10 minutes, last with 137");
        assertThat(kinds()).containsExactly(Finding.Kind.DOUBLED);
    }

    @Test
    void believesAPageInWhatOnlyTheServiceItselfHasSeen() {
        events.clear();
        starts = 3;
        runs = false;
        page(21, "incident", "incident/1");
        says("web died 3 times within 10 minutes, last with 137");
        assertThat(kinds()).doesNotContain(Finding.Kind.DOUBLED);
    }

    @Test
    void convictsOneActTooManyWithinTheBudgetsTime() {
        for (int second = 10; second <= 50; second += 20) {
            diedAndWasHealed(second);
        }
        assertThat(kinds()).containsExactly(Finding.Kind.OVER_BUDGET);
    }

    @Test
    void acquitsAnActTooManyOfWhichNothingCame() {
        diedAndWasHealed(10);
        for (int second = 20; second <= 30; second += 10) {
            calls.add(new Call(at(second), "web", "start", 0, true));
            acts++;
        }
        assertThat(kinds()).isEmpty();
    }

    @Test
    void convictsAnActTooManyThatWasNotAnsweredAndBegan() {
        diedAndWasHealed(10);
        for (int second = 20; second <= 30; second += 10) {
            calls.add(new Call(at(second), "web", "start", 0, true));
            acts++;
            starts++;
        }
        assertThat(kinds()).containsExactly(Finding.Kind.OVER_BUDGET);
    }

    @Test
    void convictsAStartThatNobodyMade() {
        starts = 2;
        assertThat(kinds()).containsExactly(Finding.Kind.UNEXPLAINED);
    }

    @Test
    void convictsAnActWithoutADecision() {
        diedAndWasHealed(10);
        acts = 0;
        assertThat(kinds()).containsExactly(Finding.Kind.UNEXPLAINED);
    }

    @Test
    void convictsACallOfAnotherKind() {
        calls.add(new Call(at(10), "web", "kill", 204, true));
        assertThat(kinds()).containsExactly(Finding.Kind.UNEXPLAINED);
    }

    @Test
    void convictsAFaultWithoutAnyDecision() {
        patient = patient(Consent.NONE);
        died(10);
        runs = false;
        reasons.clear();
        assertThat(kinds()).containsExactly(Finding.Kind.UNEXPLAINED);
    }

    private void died(int second) {
        patient.did(new Deed(Kind.FAULT, at(second), at(second), "SIGKILL"));
        events.add(event(second, "die"));
    }

    private void diedAndWasHealed(int second) {
        died(second);
        call(second + 1, "start");
        events.add(event(second + 2, "start"));
        starts++;
    }

    private void call(int second, String verb) {
        calls.add(new Call(at(second), "web", verb, 204, true));
        acts++;
    }

    private void page(int second, String incident, String key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", "escalation");
        body.putObject("incident").put("id", incident).put("key", "web");
        pages.add(new Page(at(second), key, body));
    }

    /** What the last page says. */
    private void says(String summary) {
        ((ObjectNode) pages.getLast().body()).put("summary", summary);
    }

    private List<Finding.Kind> kinds() {
        return judgement().findings().stream().map(Finding::kind).toList();
    }

    private Judgement judgement() {
        return judge.of(new Evidence(patient, calls, events, deaf, pages, starts, runs, acts, reasons));
    }

    private Patient patient(Consent consent) {
        Patient created = new Patient("web", consent, false, Path.of("/nowhere"));
        created.did(new Deed(Kind.UP, at(0), at(1), "create and start"));
        events.add(event(1, "start"));
        return created;
    }

    private static EngineEvent event(int second, String action) {
        return new EngineEvent(at(second), "id", "web", action);
    }

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }
}
