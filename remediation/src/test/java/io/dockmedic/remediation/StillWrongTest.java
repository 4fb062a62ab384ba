package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.health;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.remediation.Samples.touched;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody did something else than a start and had the right of way: what stays wrong all the same is told. */
class StillWrongTest {
    private static final String TOLD = "remediation_decisions WHERE action = 'escalate' AND verdict = 'act'";
    private static final RemedyPlan RESTART_LATER = new RemedyPlan(List.of(
            new Step("restart", Map.of(), seconds(30),
                    new Step.Verify(Step.State.HEALTHY, Duration.ofSeconds(10), Duration.ofSeconds(60))),
            ESCALATE));

    @TempDir
    Path dir;
    private Hospital hospital;
    private Incident incident;

    @BeforeEach
    void isUnhealthy() {
        hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
        hospital.engine.running = true;
        hospital.engine.startedAt = hospital.time.now();
        hospital.engine.health = "unhealthy";
        incident = incident("i1", "ContainerUnhealthy", health(hospital.time.now(), CONSENT, "unhealthy"));
        hospital.incident(FIRED, incident, RESTART_LATER);
        hospital.pass(1);
    }

    private void yieldedTo(String act) {
        hospital.happens(touched(hospital.time.now(), act));
        hospital.pass(40);
        assertThat(hospital.last().state()).isEqualTo("yielded");
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void minutes(int some) {
        for (int minute = 0; minute < some; minute++) {
            hospital.pass(60);
        }
    }

    private void nobodyHearsOfIt() {
        minutes(8);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        assertThat(hospital.count(TOLD)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "rename", "connect", "disconnect", "pause"})
    void whatGoesOnWhenTheyHaveHadTheirTimeIsToldOnce(String act) {
        yieldedTo(act);
        minutes(3);
        assertThat(hospital.count(TOLD)).isZero();
        minutes(3);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().toString()).contains("somebody did " + act,
                "what is wrong goes on: it is running, unhealthy");
        minutes(8);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.count(TOLD)).isEqualTo(1);
    }

    @Test
    void whoeverIsStillAtItHasTheirTimeAnew() {
        yieldedTo("update");
        minutes(3);
        hospital.happens(touched(hospital.time.now(), "update"));
        minutes(3);
        assertThat(hospital.count(TOLD)).isZero();
        minutes(3);
        assertThat(hospital.count(TOLD)).isEqualTo(1);
    }

    @Test
    void whatSomebodyHasPausedIsToldWhenItGoesOnAndIsWrongStill() {
        yieldedTo("pause");
        hospital.engine.paused = true;
        nobodyHearsOfIt();
        hospital.engine.paused = false;
        minutes(6);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count(TOLD)).isEqualTo(1);
    }

    @Test
    void whatWasPausedBeforeAnybodyHeardOfTheFaultIsToldWhenItGoesOn() {
        hospital.engine.paused = true;
        hospital.pass(40);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        nobodyHearsOfIt();
        hospital.engine.paused = false;
        minutes(6);
        assertThat(hospital.count(TOLD)).isEqualTo(1);
    }

    /** Whoever was told mends it in their own time: what they do is not answered with another page. */
    @Test
    void whoWasToldAndIsAtItIsNotToldAgain() {
        hospital.incident(FIRED, incident("i2", "MemoryNearLimit", health(hospital.time.now(), CONSENT, "unhealthy")),
                new RemedyPlan(List.of(ESCALATE)));
        hospital.pass(2);
        assertThat(hospital.count(TOLD)).isEqualTo(1);
        hospital.incident(RESOLVED, Samples.resolved(incident, hospital.time.now()), RESTART_LATER);
        hospital.happens(touched(hospital.time.now(), "update"));
        minutes(10);
        assertThat(hospital.count(TOLD)).isEqualTo(1);
    }

    @Test
    void ofTwoIncidentsNoneIsLeftAlone() {
        hospital.incident(FIRED, incident("i2", "MemoryNearLimit", health(hospital.time.now(), CONSENT, "unhealthy")),
                RESTART_LATER);
        hospital.pass(1);
        yieldedTo("update");
        minutes(6);
        assertThat(hospital.count("remediation_ladders WHERE state = 'yielded'")).isZero();
    }

    @Test
    void whatSomebodyHasStoppedIsNothingToTell() {
        yieldedTo("update");
        hospital.happens(touched(hospital.time.now(), "stop"));
        nobodyHearsOfIt();
    }

    @Test
    void whatIsOverIsNothingToTell() {
        yieldedTo("update");
        hospital.incident(RESOLVED, Samples.resolved(incident, hospital.time.now()), RESTART_LATER);
        nobodyHearsOfIt();
    }
}
