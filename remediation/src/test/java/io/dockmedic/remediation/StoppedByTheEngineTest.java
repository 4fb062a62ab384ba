package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.remediation.Samples.touched;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Origin;
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

/** The engine ends in the middle of a restart of ours: its own stop of the container looks like somebody's, and leaves it down. */
class StoppedByTheEngineTest {
    private static final String TOLD = "remediation_decisions WHERE action = 'escalate' AND verdict = 'act'";
    private static final RemedyPlan RESTART_LATER = new RemedyPlan(List.of(
            new Step("restart", Map.of(), seconds(30),
                    new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(10), Duration.ofSeconds(60))),
            ESCALATE));

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void fires() {
        hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
        hospital.engine.comeUp();
        hospital.incident(FIRED, incident("i1", "Leaks",
                Samples.health(hospital.time.now(), Samples.CONSENT, "unhealthy")), RESTART_LATER);
        hospital.pass(1);
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void stopped() {
        hospital.happens(touched(hospital.time.now(), "stop"));
        hospital.engine.running = false;
    }

    private void engineGoesAndComes() {
        hospital.happens(new EngineEvent.Disconnected(hospital.time.now(), "host", Origin.DOCKMEDIC, "stream_ended"));
        hospital.pass(2);
        hospital.happens(Samples.connected(hospital.time.now()));
    }

    @Test
    void aStopThatMayHaveBeenTheEnginesOwnEndIsNotYieldedTo() {
        stopped();
        hospital.pass(1);
        engineGoesAndComes();
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().toString()).contains("right before the engine was gone");
        assertThat(hospital.count(TOLD)).isEqualTo(1);
        assertThat(hospital.engine.starts).as("it may be somebody's wish").isEmpty();
    }

    @Test
    void norWhereTheEngineGoesAWhileLater() {
        stopped();
        hospital.pass(5);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        engineGoesAndComes();
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().toString())
                .contains("right before the engine was gone, by somebody or by the engine's own end, and does not run");
        assertThat(hospital.count(TOLD)).isEqualTo(1);
        assertThat(hospital.engine.starts).isEmpty();
    }

    @Test
    void whatTheEngineBroughtUpAgainIsNothingToTell() {
        stopped();
        hospital.pass(5);
        engineGoesAndComes();
        hospital.engine.comeUp();
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        assertThat(hospital.count(TOLD)).isZero();
    }

    @Test
    void aStopWithoutThatIsSomebodysAndTheirs() {
        stopped();
        hospital.pass(60);
        engineGoesAndComes();
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        assertThat(hospital.count(TOLD)).isZero();
    }
}
