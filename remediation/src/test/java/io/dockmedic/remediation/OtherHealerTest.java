package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.health;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.touched;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program restarts what is unhealthy: two healers on one container make a loop. */
class OtherHealerTest {
    private static final String TOLD = "remediation_deliveries";

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void isUnhealthyAndRestartedByOthers() {
        hospital = new Hospital(dir.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT,
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause")))
                .settled();
        hospital.engine.running = true;
        hospital.engine.startedAt = hospital.time.now();
        hospital.engine.health = "unhealthy";
        hospital.happens(touched(hospital.time.now().plusMillis(1), "restart"));
        hospital.incident(FIRED,
                incident("i1", "ContainerUnhealthy", health(hospital.time.now(), CONSENT, "unhealthy")),
                RESTART_THEN_TELL);
        hospital.pass(10);
        assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("other_healer");
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void restarted() {
        Instant at = hospital.time.now();
        hospital.happens(touched(at, "stop"));
        hospital.happens(touched(at, "start"));
        hospital.happens(touched(at, "restart"));
    }

    @Test
    void whereTheyGoOnAPersonIsToldOnceAndItStaysPutOff() {
        for (int times = 0; times < 6; times++) {
            restarted();
            hospital.pass(60);
        }
        assertThat(hospital.count(TOLD)).as("%s", hospital.last().attempts()).isEqualTo(1);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("waiting");
    }

    @Test
    void whereTheyLeaveItAtOneItIsOurTurn() {
        hospital.pass(130);
        assertThat(hospital.count(TOLD)).isZero();
        assertThat(hospital.engine.restarts).hasSize(1);
    }
}
