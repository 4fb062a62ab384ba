package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Pager.Page;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SmallDisk;
import io.dockmedic.testkit.fault.DiskError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk under the journal fills, fails or is slow. No journal, no act; and what must be told is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalTroubleTest {
    private final PrivateEngine engine = new PrivateEngine();
    private Path home;
    private Rig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        home = folder;
        rig = new Rig(engine, home);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @Test
    void aFullDiskMeansNoActUntilThereIsRoomAgain() throws IOException {
        try (SmallDisk disk = SmallDisk.at(rig.program.data(), 4)) {
            rig.run("web");
            rig.started();
            disk.fill();
            notHealed("web");
            disk.empty();
            healed("web");
            rig.program.terminate();
        }
    }

    @Test
    @Tag("long")
    void aPersonIsToldOfWhatIsNotHealedForWantOfAJournal() throws IOException {
        try (SmallDisk disk = SmallDisk.at(rig.program.data(), 4)) {
            rig.run("web");
            rig.started();
            disk.fill();
            notHealed("web");
            rig.awaiting("told", Duration.ofMinutes(2), () -> !rig.pager.escalations("web").isEmpty());
            assertThat(rig.calls("web")).isZero();
            disk.empty();
            healed("web");
            rig.awaiting("told that it is over", () -> rig.pager.deliveries()
                    .stream()
                    .map(Page::kind)
                    .anyMatch("resolved"::equals));
            assertThat(rig.pager.escalations("web")).hasSize(1);
            rig.program.terminate();
        }
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(DiskError.class)
    void aDiskThatFailsMeansNoActUntilItWorks(DiskError error) {
        rig.run("web");
        rig.started();
        rig.host.fail(error);
        notHealed("web");
        rig.host.mend();
        healed("web");
    }

    @Test
    void aSlowDiskSlowsTheHealingAndBlocksNothing() {
        rig.run("web");
        rig.started();
        rig.host.slowSyncs(Duration.ofMillis(500));
        rig.fault("web");
        healed("web");
        assertThat(rig.heldUp()).isEmpty();
    }

    private void notHealed(String name) {
        rig.fault(name);
        rig.awaiting("put off for want of a journal", () -> rig.incidents(name)
                .stream()
                .anyMatch(incident -> incident.path("remedy").toString().contains("no_journal")));
        rig.awaiting("not ready any more", () -> !rig.program.ready());
        assertThat(rig.running(name)).isFalse();
        assertThat(rig.calls(name)).isZero();
    }

    private void healed(String name) {
        rig.awaiting(name + " running", () -> rig.running(name));
        rig.awaiting("ready", rig.program::ready);
        rig.awaiting("healed", () -> rig.log().contains("outcome=healed")
                || rig.incidents(name).stream().anyMatch(incident -> incident.at("/remedy/healed").asBoolean()));
        assertThat(rig.calls(name)).isEqualTo(1);
    }
}
