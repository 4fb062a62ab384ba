package io.dockmedic.remediation.treat;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempoTest {
    private static final RemedyPlan IN_FIVE_SECONDS = new RemedyPlan(List.of(
            new Step("restart", Map.of(), seconds(5, 5, 5), new Step.Verify(Step.State.RUNNING,
                    Duration.ofSeconds(10), Duration.ofSeconds(60))),
            ESCALATE));

    private static Timer timer(Hospital hospital, String name) {
        return hospital.meters.get("dockmedic." + name + ".seconds").tag("rule", "ContainerExited").timer();
    }

    private static double took(Hospital hospital, String name) {
        return timer(hospital, name).totalTime(TimeUnit.SECONDS);
    }

    /** Of a crash that was heard of after two seconds. */
    private static Incident fires(Hospital hospital) {
        hospital.engine.running = false;
        Instant now = hospital.time.now();
        Incident one = incident("i1", "ContainerExited", crash(now.minusSeconds(2)));
        return new Incident(one.id(), one.rule(), one.key(), one.state(), one.activeAt(), now, null, "", one.labels(),
                one.annotations(), one.evidence(), 1);
    }

    @Test
    void howLongItTookIsCountedOnceAnIncidentByRule(@TempDir Path dir) {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host"))
                .settled()) {
            Incident incident = fires(hospital);
            hospital.incident(FIRED, incident, IN_FIVE_SECONDS);
            hospital.pass(30);
            assertThat(hospital.last().state()).isEqualTo("healed");
            assertThat(took(hospital, "detection")).isEqualTo(2);
            assertThat(took(hospital, "reaction")).isEqualTo(5);
            assertThat(took(hospital, "recovery")).isBetween(15.0, 16.0);

            hospital.engine.running = false;
            hospital.incident(AGAIN, incident("i1", "ContainerExited", crash(hospital.time.now())), IN_FIVE_SECONDS);
            hospital.pass(30);
            assertThat(hospital.last().state()).isEqualTo("healed");
            assertThat(hospital.engine.restarts).hasSize(2);
            for (String name : List.of("detection", "reaction", "recovery")) {
                assertThat(timer(hospital, name).count()).as(name).isEqualTo(1);
            }
        }
    }
}
