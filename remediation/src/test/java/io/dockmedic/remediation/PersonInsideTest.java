package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.health;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sits in the container, at a terminal. */
class PersonInsideTest {
    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT,
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause")))
                .settled();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void people(int many) {
        hospital.engine.execs.people = new CallResult.Done<>(
                Collections.nCopies(many, new ExecCalls.Terminal("bash", 0)));
    }

    private void isUnhealthy() {
        hospital.engine.running = true;
        hospital.engine.startedAt = hospital.time.now();
        hospital.engine.health = "unhealthy";
        hospital.incident(FIRED,
                incident("i1", "ContainerUnhealthy", health(hospital.time.now(), CONSENT, "unhealthy")),
                RESTART_THEN_TELL);
        hospital.pass(2);
    }

    @Test
    void itIsNotRestartedWhileTheyAreThereAndAtOnceWhenTheyAreGone() {
        people(1);
        isUnhealthy();
        hospital.pass(30);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("person_inside");
        people(0);
        hospital.pass(16);
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void afterAMinuteAPersonIsToldOnceAndItStaysPutOff() {
        people(2);
        isUnhealthy();
        hospital.pass(50);
        assertThat(hospital.count("remediation_deliveries")).isZero();
        hospital.pass(120);
        assertThat(hospital.count("remediation_deliveries")).isEqualTo(1);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().attempts().getLast().detail()).contains("2 people are inside", "bash; bash");
    }

    @Test
    void halfAnHourLaterTheNextStepIsTakenAndNobodyIsThrownOut() {
        people(1);
        isUnhealthy();
        for (int minute = 0; minute < 32; minute++) {
            hospital.later(60);
        }
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void whatDoesNotRunIsStarted() {
        people(1);
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), RESTART_THEN_TELL);
        hospital.pass(2);
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void whereItCannotBeSeenWhatIsSafeIsDone() {
        hospital.engine.execs.people = new CallResult.Refused<>(ErrorClass.DENIED, 403, "no");
        isUnhealthy();
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void whereItCannotBeSeenWhatIsNotSafeWaitsAndSaysWhy() {
        close();
        Policy base = Policy.DEFAULT;
        Policy recreates = new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(),
                base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(),
                new Permits(Set.of("recreate"), List.of()), base.ownContainers(), base.ownImages());
        hospital = new Hospital(dir.resolve("other.db"), new RemediationSettings("host", recreates,
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause")))
                .settled();
        hospital.engine.execs.people = new CallResult.Refused<>(ErrorClass.DENIED, 403, "no");
        hospital.engine.running = true;
        hospital.engine.startedAt = hospital.time.now();
        hospital.incident(FIRED,
                incident("i1", "ContainerUnhealthy", health(hospital.time.now(), CONSENT, "unhealthy")),
                new RemedyPlan(List.of(
                        new Step("recreate", Map.of(), seconds(0), RESTART_THEN_TELL.steps().getFirst().verify()),
                        ESCALATE)));
        hospital.pass(2);
        assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("person_inside");
        assertThat(hospital.last().attempts().getLast().detail())
                .contains("whether somebody is inside cannot be seen", "403 no");
    }
}
