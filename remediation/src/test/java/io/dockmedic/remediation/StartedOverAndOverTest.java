package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.touched;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that starts every two minutes what dies at once is somebody's act each time, and nobody is called each time. */
class StartedOverAndOverTest {
    private static final String TOLD = "remediation_decisions WHERE action = 'escalate' AND verdict = 'act'";
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");
    private static final RemedyPlan TELL = new RemedyPlan(List.of(ESCALATE));

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void aPersonIsTold() {
        hospital = new Hospital(dir.resolve("journal.db"), SETTINGS).settled();
        hospital.engine.running = false;
        hospital.incident(FIRED, dies(hospital), TELL);
        hospital.pass(2);
        assertThat(hospital.count(TOLD)).isEqualTo(1);
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private static Incident dies(Hospital where) {
        return incident("i1", "ContainerExited", crash(where.time.now()));
    }

    /** Two minutes in all. */
    private static Incident startedAndDies(Hospital where) {
        where.engine.comeUp();
        where.happens(touched(where.time.now(), "start"));
        where.pass(2);
        where.engine.running = false;
        Incident again = dies(where);
        where.incident(AGAIN, again, TELL);
        where.pass(2);
        where.later(116);
        return again;
    }

    private void startedAndDies(int times) {
        for (int time = 0; time < times; time++) {
            startedAndDies(hospital);
        }
    }

    @Test
    void itIsToldAfreshOnceAndThenEachQuarterOfAnHour() {
        startedAndDies(1);
        assertThat(hospital.count(TOLD)).as("it may be a person who mends it").isEqualTo(2);
        startedAndDies(6);
        assertThat(hospital.count(TOLD)).isEqualTo(2);
        startedAndDies(1);
        assertThat(hospital.count(TOLD)).as("it is still wrong").isEqualTo(3);
        startedAndDies(7);
        assertThat(hospital.count(TOLD)).isEqualTo(3);
        startedAndDies(1);
        assertThat(hospital.count(TOLD)).isEqualTo(4);
    }

    @Test
    void thatItWasToldAfreshIsKnownAfterOurRestart() {
        Incident last = startedAndDies(hospital);
        assertThat(hospital.count(TOLD)).isEqualTo(2);
        hospital.journalGoesAway();
        try (Hospital second = new Hospital(dir.resolve("journal.db"), SETTINGS, hospital.time.now().plusSeconds(1),
                hospital.engine)) {
            second.settled().incident(RESTORED, last, TELL);
            startedAndDies(second);
            assertThat(second.last().state()).isEqualTo("waiting");
            assertThat(second.count(TOLD)).isEqualTo(2);
            second.later(15 * 60);
            second.pass(2);
            assertThat(second.count(TOLD)).isEqualTo(3);
        }
    }
}
