package io.dockmedic.remediation.verify;

import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return proven(Set.of(ContainerEvent.Sampled.KIND),
                subject -> subject.event() instanceof ContainerEvent.Sampled read && read.usage().memoryPercent() < 80,
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
        Seen seen = new Seen(new Trigger(kinds, when), interval, kinds.toString());
        return new RemedyPlan(List.of(
                new Step("restart", Map.of(), Samples.seconds(0),
                        new Step.Verify(seen, Duration.ofSeconds(20), Duration.ofSeconds(60))),
                Samples.ESCALATE));
    }

    private Event reading(Hospital at, Map<String, String> labels, int percent) {
        return new ContainerEvent.Sampled(at.time.now(), "host", Origin.DOCKMEDIC, Samples.container(labels),
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
        return proven(Set.of(ContainerEvent.Sampled.KIND, ContainerEvent.HealthChanged.KIND), subject -> true,
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
}
