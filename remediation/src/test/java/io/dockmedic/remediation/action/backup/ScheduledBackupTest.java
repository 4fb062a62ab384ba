package io.dockmedic.remediation.action.backup;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.ID;
import static io.dockmedic.remediation.Samples.container;
import static io.dockmedic.remediation.Samples.health;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose volume is backed up because it is time, and what follows on that. */
class ScheduledBackupTest {
    private static final Step.Verify RUNNING = new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(3),
            Duration.ofSeconds(20));

    @TempDir
    Path dir;

    private Hospital hospital;

    @BeforeEach
    void open() throws IOException {
        Policy base = Policy.DEFAULT;
        hospital = new Hospital(dir.resolve("journal.db"), new RemediationSettings("host",
                new Policy(HealMode.LABELLED, false, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(),
                        new Permits(Set.of("backup-volume"), Set.of(), List.of()),
                        base.ownContainers(), base.ownImages()),
                List.of(), true, null, RemediationSettings.Asking.DEFAULT, List.of(),
                Optional.of(Files.createDirectory(dir.resolve("kept"))))).settled();
        hospital.containers = List.of(container(CONSENT));
        hospital.engine.running = true;
        hospital.engine.details = new Details("web:1", "sha256:1", Map.of(), Map.of(),
                List.of(new Details.Mount("volume", "web-data", "/data", true)), List.of(), List.of(), null);
        hospital.engine.copies.bytes = tar();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("./one");
            entry.setSize(3);
            tar.putArchiveEntry(entry);
            tar.write(new byte[]{1, 2, 3});
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static Step step(Map<String, String> with) {
        return new Step("backup-volume", with, List.of(Duration.ZERO), RUNNING);
    }

    private void fires(Incident incident, Step step, boolean occasion) {
        hospital.incident(FIRED, incident, new RemedyPlan(List.of(step, ESCALATE), occasion));
    }

    private void isTime(Map<String, String> with) {
        Instant now = hospital.time.now();
        fires(incident("i1", "Nightly", new ScheduleEvent.Due(now, "host", Origin.DOCKMEDIC, "30 3 * * * UTC", now,
                "2026-11-01T03:30:00Z")), step(with), true);
    }

    private void passesUntil(String state) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            hospital.pass(1);
            return hospital.last().state().equals(state);
        });
    }

    private List<Attempt> attempts() {
        return hospital.last().attempts();
    }

    @Test
    void isDoneToTheServiceThatTheStepNames() throws IOException {
        isTime(Map.of("service", "web"));
        passesUntil("healed");
        assertThat(hospital.engine.copies.asked).containsExactly("/data/.");
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
        assertThat(hospital.count("remediation_acts WHERE service = 'web' AND outcome = 'done' AND container = '" + ID
                + "'")).isEqualTo(1);
        try (var files = Files.list(dir.resolve("kept/web"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whoIsNotThereIsToldOf() {
        isTime(Map.of("service", "shop/db/1"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().reason()).isEqualTo("absent");
        assertThat(attempts().getFirst().detail()).isEqualTo("there is no container of shop/db/1");
        assertThat(hospital.engine.changes).isEmpty();
    }

    @Test
    void whoDidNotConsentIsLeftAlone() {
        hospital.containers = List.of(container(Map.of()));
        isTime(Map.of("service", "web"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().reason()).isEqualTo("no_consent");
        assertThat(hospital.engine.changes).isEmpty();
    }

    @Test
    void aCommandNeedsAnApprovalOfItsOwn() {
        isTime(Map.of("service", "web", "dump", ListText.of(List.of("pg_dump"))));
        passesUntil("escalated");
        assertThat(attempts().getFirst().detail())
                .isEqualTo("no approval in the configuration covers exec of it, now, which is part of this");
        assertThat(hospital.engine.copies.asked).isEmpty();
    }

    @Test
    void whatFailsIsToldAndTheContainerGoesOn() {
        hospital.engine.copies.bytes = new byte[0];
        isTime(Map.of("service", "web"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome()).isEqualTo("failed: not backed up: not here");
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
    }

    @Test
    void beforeSomethingElseItIsAStepAndNoCure() {
        fires(incident("i1", "Sick", health(hospital.time.now(), CONSENT, "unhealthy")), step(Map.of()), false);
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome()).isEqualTo("kept");
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
    }
}
