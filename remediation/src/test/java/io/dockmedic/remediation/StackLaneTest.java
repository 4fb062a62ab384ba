package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what one Compose project has nothing else is done while one is made anew, and nothing is made anew while something is done. */
class StackLaneTest {
    private static final RemedyPlan RECREATE = new RemedyPlan(List.of(
            new Step("recreate", Map.of(), seconds(0), RESTART_THEN_TELL.steps().getFirst().verify()), ESCALATE));

    @TempDir
    Path dir;
    private RemediationSettings settings = RemediationSettings.defaults("host");
    private Hospital hospital;

    /** It does not say whether it did what it is asked for, so no act settles. */
    @BeforeEach
    void open() {
        Policy base = Policy.DEFAULT;
        Policy recreates = new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(),
                base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(),
                new Permits(Set.of("recreate"), List.of()), base.ownContainers(), base.ownImages());
        settings = new RemediationSettings("host", recreates, List.of(), true, dir.resolve("pause"));
        hospital = new Hospital(dir.resolve("journal.db"), settings).settled();
        hospital.engine.running = false;
        hospital.engine.restartWorks = false;
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer in 20 s");
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void dies(String id, String project, String service, RemedyPlan plan) {
        hospital.incident(FIRED, died(id, project, service), plan);
        hospital.pass(1);
    }

    private Incident died(String id, String project, String service) {
        Container container = new Container(Samples.ID, service, "web:1", CONSENT, new Service(project, service, "1"),
                false);
        Died died = Samples.died(hospital.time.now(), container, Intent.NOT_ASKED, false);
        return incident(id, "ContainerExited" + id, died);
    }

    private Attempt last(String incident) {
        return hospital.remedies.stream()
                .filter(one -> one.incident().equals(incident) && !one.attempts().isEmpty())
                .toList()
                .getLast()
                .attempts()
                .getLast();
    }

    @Test
    void whatWouldBeMadeAnewWaitsForAnActOnAnotherServiceOfItsProject() {
        dies("i1", "shop", "web", RESTART_THEN_TELL);
        assertThat(last("i1").reason()).isEqualTo("clear");
        dies("i2", "shop", "db", RECREATE);
        assertThat(last("i2").reason()).isEqualTo("unsettled");
        assertThat(last("i2").detail()).contains("i1", "shop/web/1");
        dies("i3", "shop", "cache", RESTART_THEN_TELL);
        assertThat(last("i3").reason()).as("one restart beside another").isEqualTo("clear");
    }

    /** It may be the other one without which it does not work. */
    @Test
    void whileItIsBeingProvenTheOthersOfItsProjectMayBeHealed() {
        hospital.engine.restartWorks = true;
        hospital.engine.answer = FakeEngine::done;
        Incident web = died("i1", "shop", "web");
        hospital.incident(FIRED, web, RESTART_THEN_TELL);
        hospital.pass(1);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        Instant now = hospital.time.now();
        hospital.close();
        hospital = hospital.after(dir.resolve("journal.db"), settings, now).settled();
        hospital.incident(RESTORED, web, RECREATE);
        hospital.pass(1);
        hospital.engine.running = false;
        dies("i2", "shop", "db", RESTART_THEN_TELL);
        assertThat(last("i2").reason()).as("that it is proven").isEqualTo("clear");
        dies("i3", "shop", "web", RESTART_THEN_TELL);
        assertThat(last("i3").reason()).as("it itself").isEqualTo("unsettled");
    }
}
