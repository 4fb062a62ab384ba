package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.resolved;
import static io.dockmedic.remediation.Samples.seconds;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done often enough lately is left out, whichever incident asked for it. */
class SkipAfterTest {
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");
    private static final RemedyPlan PLAN = new RemedyPlan(List.of(
            new Step("restart", Map.of(), seconds(0, 2, 2), new Step.SkipAfter(2, Duration.ofHours(1)),
                    new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(30))),
            ESCALATE));

    @TempDir
    Path dir;

    private static void cured(Hospital hospital, String id) {
        hospital.engine.running = false;
        Incident incident = incident(id, "Exits" + id, crash(hospital.time.now()));
        hospital.incident(FIRED, incident, PLAN);
        hospital.pass(10);
        assertThat(hospital.last().state()).isEqualTo("healed");
        hospital.incident(RESOLVED, resolved(incident, hospital.time.now()), PLAN);
        hospital.pass(2);
    }

    private static void skipped(Hospital hospital, String id) {
        hospital.engine.running = false;
        hospital.incident(FIRED, incident(id, "Exits" + id, crash(hospital.time.now())), PLAN);
        hospital.pass(5);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("tried");
        assertThat(hospital.last().attempts().getFirst().detail()).contains("2 times in the last 60 min");
    }

    @Test
    void theThirdIncidentOfAnHourBeginsWithTheNextStepAlsoOverARestartOfOurs() {
        Path file = dir.resolve("journal.db");
        try (Hospital first = new Hospital(file, SETTINGS).settled()) {
            cured(first, "i1");
            cured(first, "i2");
            first.journalGoesAway();
            try (Hospital second = new Hospital(file, SETTINGS, first.time.now().plusSeconds(1), first.engine)) {
                skipped(second.settled(), "i3");
                assertThat(second.engine.restarts).hasSize(2);
                second.later(3600);
                cured(second, "i4");
            }
        }
    }

    @Test
    void theFurtherAttemptsOfAStepThatHasBegunAreMade() {
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), SETTINGS).settled()) {
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i1", "Exits", crash(hospital.time.now())), PLAN);
            for (int attempt = 1; attempt <= 3; attempt++) {
                int made = attempt;
                hospital.pass(3);
                assertThat(hospital.engine.restarts).hasSize(made);
                hospital.engine.running = false;
                hospital.happens(crash(hospital.time.now().plusMillis(5)));
            }
            hospital.pass(3);
            assertThat(hospital.last().state()).isEqualTo("escalated");
            assertThat(hospital.last().attempts()).extracting(one -> one.reason()).doesNotContain("tried");
        }
    }
}
