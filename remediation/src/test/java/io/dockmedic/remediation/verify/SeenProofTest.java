package io.dockmedic.remediation.verify;

import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.state.recorded.RecordLimits;
import io.dockmedic.rules.state.recorded.Recorder;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step is proven by what is heard of its container after the act, and by no silence. */
class SeenProofTest {
    private static final int HIGH = 95;
    private static final int LOW = 40;
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), SETTINGS).settled();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    /** {@code seen: {on: container.sample, when: event.memoryPercent < 80, for: 20s}, within: 60s}. */
    private static RemedyPlan lowAgain() {
        return proven(Set.of(ContainerReading.Sampled.KIND),
                subject -> subject.event() instanceof ContainerReading.Sampled read
                        && read.usage().memoryPercent() < 80,
                Duration.ofSeconds(10));
    }

    /** {@code seen: {on: container.health, when: event.status == 'healthy', for: 20s}, within: 60s}. */
    private static RemedyPlan healthyAgain() {
        return proven(Set.of(ContainerEvent.HealthChanged.KIND),
                subject -> subject.event() instanceof ContainerEvent.HealthChanged change
                        && change.status().equals("healthy"),
                Duration.ZERO);
    }

    private static RemedyPlan proven(Set<String> kinds, Condition when, Duration interval) {
        return proven(kinds, when, interval, Duration.ofSeconds(20));
    }

    private static RemedyPlan proven(Set<String> kinds, Condition when, Duration interval, Duration holds) {
        Seen seen = new Seen(new Trigger(kinds, when), interval, kinds.toString());
        return new RemedyPlan(List.of(
                new Step("restart", Map.of(), Samples.seconds(0),
                        new Step.Verify(seen, holds, Duration.ofSeconds(60))),
                Samples.ESCALATE));
    }

    private Event reading(Hospital at, Map<String, String> labels, int percent) {
        return new ContainerReading.Sampled(at.time.now(), "host", Origin.DOCKMEDIC, Samples.container(labels),
                new Usage(Duration.ofSeconds(10), 10, 0, 0, 100, 100, percent, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private void reads(int percent) {
        hospital.reads(reading(hospital, Samples.CONSENT, percent));
    }

    private Incident acts(RemedyPlan plan) {
        Incident incident = incident("i1", "MemoryHigh", reading(hospital, Samples.CONSENT, HIGH));
        hospital.incident(FIRED, incident, plan);
        hospital.pass(1);
        assertThat(hospital.engine.restarts).hasSize(1);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        return incident;
    }

    private String outcome() {
        return hospital.last().attempts().getFirst().outcome();
    }

    @Test
    void readingsThatStaySoForTheTimeProveIt() {
        acts(lowAgain());
        for (int read = 0; read < 3; read++) {
            assertThat(hospital.last().state()).isEqualTo("verifying");
            hospital.pass(10);
            reads(LOW);
        }
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(hospital.last().detail()).isEqualTo("the proof held: seen for 20s");
        assertThat(hospital.seekers.of(reading(hospital, Samples.CONSENT, LOW))).isEmpty();
    }

    @Test
    void silenceProvesNothing() {
        acts(lowAgain());
        hospital.pass(61);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.seekers.of(reading(hospital, Samples.CONSENT, LOW))).isEmpty();
        assertThat(outcome()).isEqualTo(
                "not healed: nothing was heard of it, by container.sample, which proves nothing, within 60 s");
    }

    /** One reading says how it was then, and not for how long. */
    @Test
    void oneReadingAndThenSilenceProvesNothing() {
        acts(lowAgain());
        hospital.pass(5);
        reads(LOW);
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(outcome()).contains("it was seen as asked, but not for 20 s on end within 60 s");
    }

    @Test
    void aGapBetweenReadingsBeginsItAnew() {
        acts(lowAgain());
        reads(LOW);
        hospital.pass(35);
        reads(LOW);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        hospital.pass(10);
        reads(LOW);
        hospital.pass(10);
        reads(LOW);
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void aReadingThatSaysOtherwiseBeginsItAnew() {
        acts(lowAgain());
        for (int percent : new int[]{LOW, LOW, HIGH, LOW, LOW}) {
            hospital.pass(9);
            reads(percent);
        }
        assertThat(hospital.last().state()).isEqualTo("verifying");
        hospital.pass(20);
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void whatWasReadBeforeTheActAndComesAfterItProvesNothing() {
        Event before = reading(hospital, Samples.CONSENT, LOW);
        hospital.pass(1);
        acts(healthyOrLow());
        hospital.reads(before);
        hospital.pass(61);
        assertThat(outcome()).contains("nothing was heard of it");
    }

    private static RemedyPlan healthyOrLow() {
        return proven(Set.of(ContainerReading.Sampled.KIND, ContainerEvent.HealthChanged.KIND), subject -> true,
                Duration.ofSeconds(10));
    }

    /** What is told once holds until something says otherwise. */
    @Test
    void anEventHoldsByItselfForTheTime() {
        acts(healthyAgain());
        hospital.pass(3);
        hospital.happens(Samples.health(hospital.time.now(), Samples.CONSENT, "healthy"));
        hospital.pass(19);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        hospital.pass(2);
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void aDeathBeginsItAnew() {
        acts(healthyAgain());
        hospital.happens(Samples.health(hospital.time.now(), Samples.CONSENT, "healthy"));
        hospital.pass(10);
        hospital.happens(Samples.died(hospital.time.now(), Samples.CONSENT, Intent.NOT_ASKED));
        hospital.pass(51);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(outcome()).contains("it died again with exit code 1");
    }

    private static RemedyPlan healthyOnce() {
        return proven(Set.of(ContainerEvent.HealthChanged.KIND),
                subject -> subject.event() instanceof ContainerEvent.HealthChanged change
                        && change.status().equals("healthy"),
                Duration.ZERO, Duration.ZERO);
    }

    private void says(Instant at, String status) {
        hospital.happens(Samples.health(at, Samples.CONSENT, status));
    }

    private void dies(Instant at) {
        hospital.happens(Samples.died(at, Samples.CONSENT, Intent.NOT_ASKED));
    }

    /** It was so before it died, whenever that is heard. */
    @Test
    void whatWasSoBeforeADeathThatIsKnownProvesNothing() {
        acts(healthyOnce());
        Instant act = hospital.time.now();
        hospital.pass(10);
        dies(act.plusSeconds(6));
        says(act.plusSeconds(5), "healthy");
        says(act.plusSeconds(6), "healthy");
        assertThat(hospital.last().state()).isEqualTo("verifying");
        says(act.plusSeconds(7), "healthy");
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void aDeathThatIsHeardLateDoesNotEndWhatWasSeenSince() {
        acts(healthyAgain());
        Instant act = hospital.time.now();
        hospital.pass(10);
        says(act.plusSeconds(2), "healthy");
        says(act.plusSeconds(9), "healthy");
        hospital.pass(5);
        dies(act.plusSeconds(4));
        hospital.pass(14);
        assertThat(hospital.last().state()).as("19 s since the last that came after it").isEqualTo("verifying");
        hospital.pass(2);
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    @Test
    void aStopWithoutADeathBeginsItAnewToo() {
        acts(healthyAgain());
        says(hospital.time.now(), "healthy");
        hospital.pass(1);
        hospital.happens(new ContainerEvent.Stopped(hospital.time.now(), "host", Origin.ENGINE,
                Samples.container(Samples.CONSENT), new Judgement(Intent.UNKNOWN, false, List.of())));
        hospital.pass(60);
        assertThat(outcome()).contains("it was stopped, and was not seen as asked for long enough since");
    }

    @Test
    void whatSaysSoButIsOlderThanWhatSaidOtherwiseProvesNothing() {
        acts(healthyOnce());
        Instant act = hospital.time.now();
        hospital.pass(10);
        says(act.plusSeconds(6), "unhealthy");
        says(act.plusSeconds(5), "healthy");
        assertThat(hospital.last().state()).isEqualTo("verifying");
    }

    /** A job is to end, and well. */
    @Test
    void aDeathThatIsAskedForProvesIt() {
        acts(proven(Set.of(ContainerEvent.Died.KIND), subject -> true, Duration.ZERO, Duration.ZERO));
        hospital.pass(1);
        dies(hospital.time.now());
        assertThat(hospital.last().state()).isEqualTo("healed");
    }

    /** As with every proof: what was heard before Dockmedic's restart is no part of it, and the time begins anew. */
    @Test
    void aRestartInTheMidstBeginsTheProofAnewAndDoesNothingTwice() {
        Incident incident = acts(lowAgain());
        hospital.pass(10);
        reads(LOW);
        hospital.journalGoesAway();
        try (Hospital next = hospital.after(dir.resolve("journal.db"), SETTINGS, hospital.time.now().plusSeconds(30))) {
            next.settled();
            next.incident(RESTORED, incident, lowAgain());
            for (int read = 0; read < 3; read++) {
                assertThat(next.last().state()).isEqualTo("verifying");
                next.pass(10);
                next.reads(reading(next, Samples.CONSENT, LOW));
            }
            assertThat(next.last().state()).isEqualTo("healed");
            assertThat(next.engine.restarts).hasSize(1);
        }
    }

    /** As the rules stage does it. */
    private void isRecorded(Event... events) {
        Recorder recorder = new Recorder(RecordLimits.DEFAULT, hospital.journal, Kinds.standard(), hospital.time,
                new Recorder.Aside() {
                    @Override
                    public <T> Future<T> run(Callable<T> work) {
                        return hospital.vertx.executeBlocking(work);
                    }
                }, hospital.meters);
        for (Event event : events) {
            recorder.saw(event, hospital.time.now(), false);
        }
        Hospital.get(recorder.settled());
    }

    private Hospital restarted(Incident incident, RemedyPlan plan) {
        hospital.journalGoesAway();
        Hospital next = hospital.after(dir.resolve("journal.db"), SETTINGS, hospital.time.now().plusSeconds(30))
                .settled();
        next.incident(RESTORED, incident, plan);
        assertThat(next.last().state()).isEqualTo("verifying");
        return next;
    }

    /** Nobody says it a second time. */
    @Test
    void whatWasToldOnceBeforeARestartCountsAfterIt() {
        Event before = Samples.health(hospital.time.now().minusSeconds(10), Samples.CONSENT, "healthy");
        Incident incident = acts(healthyAgain());
        hospital.pass(3);
        isRecorded(before, Samples.health(hospital.time.now().minusSeconds(1), Samples.CONSENT, "healthy"));
        try (Hospital next = restarted(incident, healthyAgain())) {
            next.pass(19);
            assertThat(next.last().state()).as("the time begins anew").isEqualTo("verifying");
            next.pass(2);
            assertThat(next.last().state()).isEqualTo("healed");
            assertThat(next.engine.restarts).hasSize(1);
        }
    }

    @Test
    void whatDiedSinceItWasToldBeforeARestartIsNotHealedByIt() {
        Incident incident = acts(healthyOnce());
        hospital.pass(3);
        isRecorded(Samples.health(hospital.time.now(), Samples.CONSENT, "healthy"));
        try (Hospital next = restarted(incident, healthyOnce())) {
            next.happens(Samples.died(hospital.time.now().plusSeconds(10), Samples.CONSENT, Intent.NOT_ASKED));
            next.pass(61);
            assertThat(next.last().attempts().getFirst().outcome()).contains("not healed: it died again");
        }
    }

    /** It may be healed: a person looks, and nothing more is done on a guess. */
    @Test
    void whatMayHaveBeenToldWhileNobodyListenedIsForAPersonToSay() {
        Incident incident = acts(healthyAgain());
        Event before = Samples.health(hospital.time.now().minusSeconds(10), Samples.CONSENT, "healthy");
        hospital.pass(3);
        isRecorded(before);
        try (Hospital next = restarted(incident, healthyAgain())) {
            next.pass(61);
            assertThat(next.last().state()).isEqualTo("escalated");
            assertThat(next.last().attempts().getFirst().outcome())
                    .startsWith("outcome unknown: unprovable after a restart of Dockmedic");
            assertThat(next.engine.restarts).hasSize(1);
        }
    }

    /** The engine does it, but we are gone before we hear of it. */
    private Incident isCutOffInTheAct(RemedyPlan plan) {
        hospital.engine.answer = () -> {
            hospital.journalGoesAway();
            return new CallResult.Unknown<>("gone");
        };
        Incident incident = incident("i1", "MemoryHigh", reading(hospital, Samples.CONSENT, HIGH));
        hospital.incident(FIRED, incident, plan);
        hospital.time.advance(Duration.ofSeconds(1));
        hospital.until(() -> hospital.engine.restarts.size() == 1);
        hospital.engine.answer = FakeEngine::done;
        return incident;
    }

    /** Its own end first, then each of these statuses, half a minute before we are there again. */
    private Hospital comesBack(RemedyPlan plan, String... statuses) {
        Incident incident = isCutOffInTheAct(plan);
        Instant act = hospital.time.now();
        Hospital before = hospital;
        hospital = before.after(dir.resolve("journal.db"), SETTINGS, act.plusSeconds(30));
        before.close();
        isRecorded(Samples.health(act.minusSeconds(5), Samples.CONSENT, "healthy"), new ContainerEvent.Died(
                act.plusSeconds(1), "host", Origin.ENGINE, Samples.container(Samples.CONSENT), 143, false,
                new Judgement(Intent.ASKED, true, List.of()), false, 0, Duration.ofSeconds(9), false, ""));
        for (String status : statuses) {
            isRecorded(Samples.health(act.plusSeconds(4), Samples.CONSENT, status));
        }
        hospital.settled();
        hospital.incident(RESTORED, incident, plan);
        hospital.pass(1);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        return hospital;
    }

    @Test
    void whatWasToldOnceWhileTheActWasCutOffCounts() {
        Hospital next = comesBack(healthyAgain(), "healthy");
        next.pass(21);
        assertThat(next.last().state()).isEqualTo("healed");
        assertThat(next.engine.restarts).hasSize(1);
    }

    /** Its own end says nothing, and who was to listen was not there: it may be healed. */
    @Test
    void whatMayHaveBeenToldWhileTheActWasCutOffIsForAPersonToSay() {
        Hospital next = comesBack(healthyAgain());
        next.pass(61);
        assertThat(next.last().state()).isEqualTo("escalated");
        assertThat(next.last().attempts().getFirst().outcome())
                .startsWith("outcome unknown: unprovable after a restart of Dockmedic");
        assertThat(next.engine.restarts).hasSize(1);
    }

    @Test
    void whatSaysOtherwiseAfterAnActThatWasCutOffIsAFailure() {
        Hospital next = comesBack(healthyAgain(), "unhealthy");
        next.pass(61);
        assertThat(next.last().attempts().getFirst().outcome()).startsWith("not healed: the last container.health");
    }

    @Test
    void readingsThatDoNotComeAfterARestartAreAFailure() {
        Incident incident = acts(lowAgain());
        try (Hospital next = restarted(incident, lowAgain())) {
            next.pass(61);
            assertThat(next.last().attempts().getFirst().outcome()).startsWith("not healed: nothing was heard of it");
        }
    }
}
