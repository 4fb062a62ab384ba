package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.touched;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people did to a service before a restart of ours is as good after it: the engine does not say it again. */
class PeopleOverRestartTest {
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");

    @TempDir
    Path dir;

    private void twoLives(Consumer<Hospital> first, Consumer<Hospital> second) {
        Path file = dir.resolve("journal.db");
        try (Hospital one = new Hospital(file, SETTINGS).settled()) {
            first.accept(one);
            one.journalGoesAway();
            try (Hospital two = new Hospital(file, SETTINGS, one.time.now().plusSeconds(1), one.engine)) {
                second.accept(two.settled());
            }
        }
    }

    @Test
    void aStopThatWaitsForTheContainerToObeyIsNotCutShort() {
        twoLives(
                first -> {
                    first.engine.running = true;
                    first.engine.stopTimeout = Duration.ofSeconds(60);
                    first.happens(touched(first.time.now(), "kill"));
                },
                second -> {
                    second.engine.health = "unhealthy";
                    second.incident(FIRED, incident("i1", "ContainerUnhealthy",
                            Samples.health(second.time.now(), Samples.CONSENT, "unhealthy")), RESTART_THEN_TELL);
                    second.pass(3);
                    assertThat(second.engine.restarts).isEmpty();
                    assertThat(second.last().attempts().getLast().reason()).isEqualTo("yielded");
                    second.pass(60);
                    assertThat(second.engine.restarts).as("it did not stop after all").isNotEmpty();
                });
    }

    @Test
    void whatSomebodyMendedAfterAPageIsHealedAfreshWhenItBreaksAgain() {
        Incident[] incident = new Incident[1];
        twoLives(
                first -> {
                    incident[0] = escalated(first, "i1");
                    first.engine.there = true;
                    first.happens(touched(first.time.now(), "start"));
                },
                second -> {
                    second.incident(RESTORED, incident[0], RESTART_THEN_TELL);
                    second.engine.running = false;
                    second.incident(AGAIN, incident("i1", "ContainerExited", incident[0].latest(),
                            crash(second.time.now())), RESTART_THEN_TELL);
                    second.pass(15);
                    assertThat(second.engine.restarts).hasSize(1);
                    assertThat(second.last().state()).isEqualTo("healed");
                });
    }

    @Test
    void afterSomebodysActTheNextTroubleIsNewsAtOnce() {
        twoLives(
                first -> {
                    Incident told = escalated(first, "i1");
                    first.happens(touched(first.time.now(), "start"));
                    first.incident(RESOLVED, told, RemedyPlan.NONE);
                    first.pass(5);
                },
                second -> escalated(second, "i2"));
    }

    /** There is nothing to restart, so a person is told. */
    private static Incident escalated(Hospital hospital, String id) {
        hospital.engine.there = false;
        Incident incident = incident(id, "ContainerExited", crash(hospital.time.now()));
        hospital.incident(FIRED, incident, RESTART_THEN_TELL);
        hospital.pass(3);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        hospital.pass(1);
        return incident;
    }
}
