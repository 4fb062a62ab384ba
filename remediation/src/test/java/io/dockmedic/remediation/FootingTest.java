package io.dockmedic.remediation;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the host lies on something else than when the service last ran well. */
class FootingTest {
    private static final String FOLDER = "/mnt/nas/db";
    private static final Ground SHARE = new Ground("/mnt/nas", "nfs4", false);
    private static final Ground EMPTY = new Ground("/", "ext4", false);

    @TempDir
    Path dir;
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), RemediationSettings.defaults("host")).settled();
        hospital.engine.mounts = List.of(new ContainerState.Mount("bind", FOLDER, true),
                new ContainerState.Mount("volume", "/var/lib/docker/volumes/v/_data", true));
        Hospital.get(new GoodRuns(hospital.journal)
                .save(GoodRun.of("web", Samples.ID, hospital.time.now(), hospital.engine.details, new byte[]{1}, "")
                        .over(Map.of(FOLDER, SHARE))));
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private void dies() {
        hospital.engine.running = false;
        hospital.incident(FIRED, incident("i1", "ContainerExited", crash(hospital.time.now())), RESTART_THEN_TELL);
        hospital.pass(2);
    }

    @Test
    void itIsNotStartedOnThatAndAPersonIsTold() {
        hospital.grounds = Map.of(FOLDER, EMPTY);
        dies();
        assertThat(hospital.last().state()).as("a share may come late").isEqualTo("waiting");
        hospital.pass(35);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.engine.starts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().getFirst()).satisfies(first -> {
            assertThat(first.reason()).isEqualTo("mount_changed");
            assertThat(first.toString()).contains("/mnt/nas/db was on /mnt/nas (nfs4) when it last ran well");
        });
    }

    @Test
    void oneThatComesALittleLateIsWaitedFor() {
        hospital.grounds = Map.of(FOLDER, EMPTY);
        dies();
        hospital.grounds = Map.of(FOLDER, SHARE);
        hospital.pass(10);
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void whileTheMachineBootsItIsWaitedForAndThenStarted() {
        hospital.booting = true;
        hospital.grounds = Map.of(FOLDER, EMPTY);
        dies();
        hospital.pass(150);
        assertThat(hospital.last().state()).isEqualTo("waiting");
        hospital.grounds = Map.of(FOLDER, SHARE);
        hospital.pass(10);
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    /** A file system with errors, which is not late. */
    @Test
    void whatBecameReadOnlyIsToldAtOnceAlsoWhileTheMachineBoots() {
        hospital.booting = true;
        hospital.grounds = Map.of(FOLDER, new Ground(SHARE.point(), SHARE.type(), true));
        dies();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.last().attempts().getFirst().toString()).contains("which takes no writes any more");
        assertThat(hospital.engine.starts).isEmpty();
    }

    @Test
    void whatIsNotThereAfterTheBootIsTold() {
        hospital.booting = true;
        hospital.grounds = Map.of(FOLDER, EMPTY);
        dies();
        hospital.pass(60);
        hospital.booting = false;
        hospital.pass(10);
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.engine.restarts).isEmpty();
    }

    @Test
    void whereItLiesAsItLayItIs() {
        hospital.grounds = Map.of(FOLDER, SHARE);
        dies();
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    @Test
    void whatTakesNoMoreWritesIsOnlyForWhoWritesThere() {
        hospital.grounds = Map.of(FOLDER, new Ground(SHARE.point(), SHARE.type(), true));
        hospital.engine.mounts = List.of(new ContainerState.Mount("bind", FOLDER, false));
        dies();
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    /** Between the decision and the call. */
    @Test
    void whatGoesInTheLastMomentIsSeen() {
        hospital.grounds = Map.of(FOLDER, SHARE);
        hospital.onGrounds = () -> hospital.grounds = Map.of(FOLDER, EMPTY);
        dies();
        hospital.pass(35);
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
    }

    @Test
    void whereNothingIsKnownOfItItIs() {
        hospital.grounds = Map.of();
        dies();
        assertThat(hospital.engine.restarts).hasSize(1);
    }

    /** A volume's driver mounts what it lies on when it is used, and takes it away afterwards. */
    @Test
    void whatAVolumeLiesOnIsNotAskedFor() {
        hospital.grounds = Map.of(FOLDER, SHARE, "/var/lib/docker/volumes/v/_data", EMPTY);
        Hospital.get(new GoodRuns(hospital.journal)
                .save(GoodRun.of("web", Samples.ID, hospital.time.now(), hospital.engine.details, new byte[]{1}, "")
                        .over(Map.of(FOLDER, SHARE, "/var/lib/docker/volumes/v/_data", SHARE))));
        hospital.engine.mounts = List.of(new ContainerState.Mount("volume", "/var/lib/docker/volumes/v/_data", true));
        dies();
        assertThat(hospital.engine.restarts).hasSize(1);
    }
}
