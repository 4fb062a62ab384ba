package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.died;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.remediation.Samples.touched;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.intent.Intent;
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

/** A start that was yielded to has a net below it. */
class LeftDownTest {
    private static final String TOLD = "remediation_decisions WHERE action = 'escalate' AND verdict = 'act'";
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");
    private static final RemedyPlan RESTART_LATER = new RemedyPlan(List.of(
            new Step("restart", Map.of(), seconds(30),
                    new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(10), Duration.ofSeconds(60))),
            ESCALATE));

    @TempDir
    Path dir;
    private Hospital hospital;
    private Incident incident;

    @BeforeEach
    void somebodyStartsWhatHasDied() {
        hospital = new Hospital(dir.resolve("journal.db"), SETTINGS).settled();
        hospital.engine.running = false;
        incident = incident("i1", "ContainerExited", crash(hospital.time.now()));
        hospital.incident(FIRED, incident, RESTART_LATER);
        hospital.pass(1);
        hospital.happens(touched(hospital.time.now(), "start"));
        hospital.pass(5);
        assertThat(hospital.last().state()).isEqualTo("yielded");
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void nobodyHearsOfIt() {
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        assertThat(hospital.count(TOLD)).isZero();
    }

    @Test
    void whatIsDownAllTheSameIsToldOnce() {
        hospital.pass(20);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().toString())
                .contains("had the right of way, but it does not run: it is exited");
        hospital.pass(120);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.count(TOLD)).isEqualTo(1);
    }

    @Test
    void aFurtherStartThatComesToNothingIsToldToo() {
        hospital.pass(20);
        hospital.happens(touched(hospital.time.now(), "start"));
        hospital.pass(30);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count(TOLD)).isEqualTo(2);
    }

    @Test
    void whatRunsIsNothingToTell() {
        hospital.engine.comeUp();
        nobodyHearsOfIt();
    }

    @Test
    void whatIsGoneIsNothingToTell() {
        hospital.engine.there = false;
        nobodyHearsOfIt();
    }

    @Test
    void whatIsOverIsNothingToTell() {
        hospital.incident(RESOLVED, Samples.resolved(incident, hospital.time.now()), RESTART_LATER);
        nobodyHearsOfIt();
    }

    @Test
    void whatSomebodyStopsAgainIsNothingToTell() {
        hospital.happens(touched(hospital.time.now(), "stop"));
        nobodyHearsOfIt();
    }

    @Test
    void aStopThatIsHeardAfterTheFirstLookIsNothingToTell() {
        hospital.pass(10);
        hospital.happens(died(hospital.time.now(), CONSENT, Intent.ASKED));
        nobodyHearsOfIt();
    }

    @Test
    void whatTheEngineShutDownIsNothingToTell() {
        hospital.happens(died(hospital.time.now(), CONSENT, Intent.ENGINE_SHUTDOWN));
        nobodyHearsOfIt();
    }

    @Test
    void anEngineThatDoesNotAnswerIsAskedAgain() {
        hospital.engine.frozen = true;
        hospital.pass(60);
        assertThat(hospital.last().state()).isEqualTo("yielded");
        hospital.engine.frozen = false;
        hospital.pass(20);
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void itIsLookedAtOverARestartOfOurs() {
        hospital.journalGoesAway();
        try (Hospital second = new Hospital(dir.resolve("journal.db"), SETTINGS, hospital.time.now().plusSeconds(1),
                hospital.engine)) {
            second.settled().incident(RESTORED, incident, RESTART_LATER);
            second.pass(20);
            assertThat(second.last().state()).isEqualTo("escalated");
        }
    }
}
