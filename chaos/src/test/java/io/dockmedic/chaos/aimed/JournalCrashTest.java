package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.fault.Killed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program is killed with SIGKILL at a write or sync of its journal, within a healing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalCrashTest {
    private final PrivateEngine engine = new PrivateEngine();
    private Rig rig;

    @BeforeEach
    void open(@TempDir Path home) {
        rig = new Rig(engine, home,
                "budgets: {rule: {acts: 1000}, action: {acts: 1000}, host: {acts: 1000}}");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({"1, BEFORE", "6, HALFWAY", "12, AFTER"})
    void oneOfTheStepsOfAHealing(int step, Killed how) {
        started();
        assertThat(killedAt(step, how, "web")).isTrue();
    }

    /** As many as a healing has, and one more so that it has none left. */
    @Test
    @Tag("long")
    void everyStepOfAHealing() {
        started();
        for (int step = 1; killedAt(step, List.of(Killed.values()).get(step % 3), "web" + step); step++) {
            rig.engine.docker("rm", "--force", "web" + step).orFail();
        }
    }

    /** Not the first start of all, when nothing is known of before: the journal has a last event. */
    private void started() {
        rig.started();
        engine.run("bystander", List.of(), "sleep", "100000");
        rig.awaiting("known", () -> rig.log().contains("event=container.started service=bystander"));
    }

    /** Whether a healing has that many steps at all. */
    private boolean killedAt(int step, Killed how, String name) {
        rig.run(name);
        rig.awaiting("known", () -> rig.log().contains("event=container.started service=" + name));
        rig.awaitingQuiet();
        rig.host.killAt(step, how);
        rig.fault(name);
        rig.awaiting("killed or healed", () -> !rig.program.alive()
                || rig.log().contains("outcome=healed service=" + name));
        boolean died = !rig.program.alive();
        if (died) {
            rig.started();
        }
        rig.awaiting(name + " running", () -> rig.running(name));
        rig.incident(name, "ContainerExitedWithError", "healed");
        assertThat(rig.starts(name)).as("started at first and once more").isEqualTo(2);
        assertThat(rig.pager.deliveries()).isEmpty();
        return died;
    }
}
