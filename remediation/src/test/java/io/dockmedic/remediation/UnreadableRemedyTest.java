package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a remedy stood when we were cut off cannot be read: nothing is done on a guess, a person hears of it, and no lock is left behind. */
class UnreadableRemedyTest {
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");
    private static final Step.Verify PROOF = new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5),
            Duration.ofSeconds(30));
    private static final RemedyPlan LATER = new RemedyPlan(List.of(new Step("restart", Map.of(), seconds(60), PROOF),
            ESCALATE));
    private static final RemedyPlan AT_ONCE = new RemedyPlan(List.of(new Step("restart", Map.of(), seconds(0), PROOF),
            ESCALATE));

    private static final String TOLD = "remediation_ladders WHERE told_at IS NOT NULL";

    @TempDir
    Path dir;

    private Path journal() {
        return dir.resolve("journal.db");
    }

    private static Died died(Hospital hospital, Service service) {
        return Samples.died(hospital.time.now(),
                new Container(Samples.ID, "web", "web:1", CONSENT, service, false), Intent.NOT_ASKED, false);
    }

    private Instant cutOff() throws Exception {
        return cutOff(new Service("", "web", ""));
    }

    private Instant cutOff(Service service) throws Exception {
        Instant now;
        try (Hospital hospital = new Hospital(journal(), SETTINGS).settled()) {
            hospital.engine.running = false;
            hospital.incident(FIRED, incident("i1", "ContainerExited", died(hospital, service)), LATER);
            now = hospital.time.now();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + journal());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE remediation_ladders SET body = '{'")).isEqualTo(1);
        }
        return now;
    }

    private static void dies(Hospital hospital) {
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i2", "ContainerExited", crash(hospital.time.now())), AT_ONCE);
    }

    private static String health(Hospital hospital) {
        return hospital.health.parts().toString();
    }

    @Test
    void nothingIsDoneOnItsServiceAndAPersonIsTold() throws Exception {
        Instant now = cutOff();
        try (Hospital hospital = new Hospital(journal(), SETTINGS, now, null).settled()) {
            assertThat(health(hospital)).contains("no acts on web: their remedies in the journal cannot be read");
            dies(hospital);
            hospital.pass(50);
            assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("unsettled");
            assertThat(hospital.count(TOLD)).as("a moment passes by itself").isZero();
            hospital.pass(20);
            assertThat(hospital.count(TOLD)).isEqualTo(1);
            assertThat(hospital.last().state()).isEqualTo("waiting");
            assertThat(hospital.engine.starts).isEmpty();
        }
    }

    /** What is about the whole of its project waits for it in vain, too. */
    @Test
    void anotherOfItsProjectThatIsToBeMadeAnewIsToldOf() throws Exception {
        Instant now = cutOff(new Service("shop", "db", "1"));
        Policy base = Policy.DEFAULT;
        Policy recreates = new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(),
                base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(),
                new Permits(Set.of("recreate"), List.of()), base.ownContainers(), base.ownImages());
        try (Hospital hospital = new Hospital(journal(),
                new RemediationSettings("host", recreates, List.of(), true, dir.resolve("pause")), now, null)
                .settled()) {
            hospital.engine.running = false;
            RemedyPlan anew = new RemedyPlan(List.of(new Step("recreate", Map.of(), seconds(0), PROOF), ESCALATE));
            hospital.incident(FIRED, incident("i2", "ContainerExited", died(hospital, new Service("shop", "web", "1"))),
                    anew);
            hospital.pass(70);
            assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("unsettled");
            assertThat(hospital.count(TOLD)).isEqualTo(1);
        }
    }

    @Test
    void theNextStartIsFree() throws Exception {
        Instant now = cutOff();
        try (Hospital hospital = new Hospital(journal(), SETTINGS, now, null).settled()) {
            assertThat(health(hospital)).contains("cannot be read");
            hospital.pass(10);
        }
        try (Hospital hospital = new Hospital(journal(), SETTINGS, now, null).settled()) {
            assertThat(health(hospital)).as("that start did not last: nobody may have been told")
                    .contains("cannot be read");
            hospital.pass(300);
        }
        try (Hospital hospital = new Hospital(journal(), SETTINGS, now, null).settled()) {
            assertThat(health(hospital)).doesNotContain("cannot be read");
            dies(hospital);
            hospital.until(() -> {
                hospital.pass(1);
                return hospital.last().state().equals("healed");
            });
        }
    }
}
