package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.seconds;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What touches data is done after a backup of the service that is new enough, or not at all. */
class AfterBackupTest {
    private static final RemediationSettings SETTINGS = RemediationSettings.defaults("host");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);
    private static final RemedyPlan PLAN = new RemedyPlan(List.of(
            new Step("restart", Map.of(), seconds(0), null, Duration.ofHours(2),
                    new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(5), Duration.ofSeconds(30))),
            ESCALATE));

    @TempDir
    Path dir;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void there() throws Exception {
        Files.createDirectories(dir.resolve("backups/web"));
        try (Hospital hospital = new Hospital(dir.resolve("before.db"), SETTINGS)) {
            now = hospital.time.now();
        }
    }

    private Path backedUp(Duration ago) throws Exception {
        Path file = dir.resolve("backups/web/data-" + STAMP.format(now.minus(ago)) + ".tar");
        Files.write(file, new byte[1024]);
        Files.writeString(file.resolveSibling(file.getFileName() + ".sha256"), "0".repeat(64) + "  "
                + file.getFileName() + "\n");
        return file;
    }

    private Hospital opened() {
        return new Hospital(dir.resolve("journal.db"), new RemediationSettings("host",
                Policy.DEFAULT, List.of(), true, null, RemediationSettings.Asking.DEFAULT, List.of(),
                Optional.of(dir.resolve("backups")))).settled();
    }

    private Hospital dies() {
        Hospital hospital = opened();
        dies(hospital);
        return hospital;
    }

    private static void dies(Hospital hospital) {
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), PLAN);
    }

    /** What is looked at has a thread of its own. */
    private static void comesTo(Hospital hospital, String state) {
        hospital.until(() -> {
            hospital.pass(1);
            return hospital.last().state().equals(state);
        });
    }

    private void mounted(boolean there) throws Exception {
        Path elsewhere = dir.resolve("elsewhere");
        Path here = dir.resolve("backups");
        Files.move(there ? elsewhere : here, there ? here : elsewhere);
    }

    /** A share that is mounted late, or hangs. */
    @Test
    void whereItCannotBeSeenItIsPutOffAndLookedAtAgain() throws Exception {
        backedUp(Duration.ofHours(1));
        mounted(false);
        try (Hospital hospital = dies()) {
            comesTo(hospital, "waiting");
            assertThat(hospital.last().attempts().getLast().reason()).isEqualTo("no_backup");
            assertThat(hospital.last().attempts().getLast().verdict()).isEqualTo("defer");
            assertThat(hospital.engine.starts).isEmpty();
            mounted(true);
            comesTo(hospital, "healed");
        }
    }

    @Test
    void whatCannotBeSeenForLongIsNotWaitedFor() throws Exception {
        mounted(false);
        try (Hospital hospital = dies()) {
            comesTo(hospital, "waiting");
            hospital.pass(250);
            assertThat(hospital.last().state()).isEqualTo("waiting");
            comesTo(hospital, "escalated");
            assertThat(hospital.engine.starts).isEmpty();
            assertThat(hospital.last().attempts().toString()).contains("whether there is one cannot be seen");
        }
    }

    /** Somebody has emptied the folder since our start. */
    @Test
    void oneThatIsNotThereAnyMoreDoesNotCount() throws Exception {
        Path file = backedUp(Duration.ofHours(1));
        try (Hospital hospital = opened()) {
            Files.delete(file);
            dies(hospital);
            comesTo(hospital, "escalated");
            assertThat(hospital.last().attempts().getFirst().detail()).contains("not older than 2h: none is known");
            assertThat(hospital.engine.starts).isEmpty();
        }
    }

    @Test
    void withoutAnyTheNextStepIsTaken() {
        try (Hospital hospital = dies()) {
            comesTo(hospital, "escalated");
            assertThat(hospital.engine.starts).isEmpty();
            assertThat(hospital.engine.restarts).isEmpty();
            assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("no_backup");
            assertThat(hospital.last().attempts().getFirst().detail()).contains("not older than 2h: none is known");
        }
    }

    @Test
    void oneThatIsTooOldDoesNotCount() throws Exception {
        backedUp(Duration.ofHours(3));
        try (Hospital hospital = dies()) {
            comesTo(hospital, "escalated");
            assertThat(hospital.last().attempts().getFirst().detail()).contains("the newest that is verified is of");
        }
    }

    @Test
    void afterOneThatIsNewEnoughItIsDone() throws Exception {
        backedUp(Duration.ofHours(3));
        backedUp(Duration.ofHours(1));
        try (Hospital hospital = dies()) {
            comesTo(hospital, "healed");
        }
    }
}
