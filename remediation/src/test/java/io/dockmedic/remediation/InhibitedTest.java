package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.inhibited;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.INHIBITED;
import static io.dockmedic.rules.incident.IncidentChange.What.RELEASED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Inhibited;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While another incident fires nothing is done for those that follow from it, and nobody is called. */
class InhibitedTest {
    private static final Inhibited BY = new Inhibited("s1", "DatabaseDown");

    @TempDir
    Path dir;

    private Hospital open() {
        return new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
    }

    private static Incident dies(Hospital hospital) {
        hospital.engine.running = false;
        return incident("i1", "ContainerExited", crash(hospital.time.now()));
    }

    @Test
    void nothingIsDoneUntilTheOtherOneIsOver() {
        try (Hospital hospital = open()) {
            Incident fault = dies(hospital);
            hospital.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.pass(30);
            hospital.incident(AGAIN, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.pass(10);
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.last().state()).isEqualTo("waiting");
            assertThat(hospital.last().attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.verdict()).isEqualTo("defer");
                assertThat(attempt.reason()).isEqualTo("inhibited");
                assertThat(attempt.detail()).isEqualTo("incident s1 of DatabaseDown fires");
            });
            hospital.incident(RELEASED, inhibited(fault, null), RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.engine.restarts).hasSize(1);
            hospital.pass(10);
            assertThat(hospital.last().state()).isEqualTo("healed");
        }
    }

    @Test
    void whatIsUnderWayIsProvedAndNothingFollows() {
        try (Hospital hospital = open()) {
            Incident fault = dies(hospital);
            hospital.incident(FIRED, fault, RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.last().state()).isEqualTo("verifying");
            hospital.incident(INHIBITED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.engine.running = false;
            hospital.happens(crash(hospital.time.now()));
            hospital.pass(60);
            assertThat(hospital.engine.restarts).hasSize(1);
            assertThat(hospital.last().state()).isEqualTo("waiting");
            assertThat(hospital.last().attempts()).extracting(Attempt::reason).containsExactly("clear", "inhibited");
            hospital.incident(RESOLVED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.last().state()).isEqualTo("over");
        }
    }

    @Test
    void anOldDeathIsToldThenAndNotActedOn() {
        try (Hospital hospital = open()) {
            Incident fault = dies(hospital);
            hospital.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            hospital.later(400);
            hospital.incident(RELEASED, inhibited(fault, null), RESTART_THEN_TELL);
            hospital.pass(1);
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.last().state()).isEqualTo("escalated");
        }
    }

    @Test
    void aRestartOfOursChangesNothing() {
        try (Hospital first = open()) {
            Incident fault = dies(first);
            first.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            first.pass(2);
            first.journalGoesAway();
            try (Hospital second = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host"),
                    first.time.now().plus(Duration.ofSeconds(5)), first.engine)) {
                second.incident(RESTORED, inhibited(fault, BY), RESTART_THEN_TELL);
                second.settled();
                assertThat(second.engine.restarts).isEmpty();
                second.incident(RELEASED, inhibited(fault, null), RESTART_THEN_TELL);
                second.pass(1);
                assertThat(second.engine.restarts).hasSize(1);
            }
        }
    }

    /** The rules were changed while we were away: it waits for nothing any more. */
    @Test
    void whatIsInhibitedNoLongerAfterARestartGoesOn() {
        try (Hospital first = open()) {
            Incident fault = dies(first);
            first.incident(FIRED, inhibited(fault, BY), RESTART_THEN_TELL);
            first.pass(2);
            first.journalGoesAway();
            try (Hospital second = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host"),
                    first.time.now().plus(Duration.ofSeconds(5)), first.engine)) {
                second.incident(RESTORED, inhibited(fault, null), RESTART_THEN_TELL);
                second.settled();
                assertThat(second.engine.restarts).hasSize(1);
            }
        }
    }
}
