package io.dockmedic.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateEngineTest {
    @Test
    void runsContainersRestartsAndLeavesNothingBehind() {
        PrivateEngine engine = new PrivateEngine();
        try (engine) {
            engine.run("kept", List.of("--label=purpose=test", "--stop-signal=KILL"), "sleep", "1000");
            assertThat(engine.docker("inspect", "-f", "{{.State.Running}} {{.Config.Labels.purpose}}", "kept").text())
                    .isEqualTo("true test");

            engine.terminate();
            assertThat(engine.docker("ps").exitCode()).isNotZero();
            engine.startAgain();
            assertThat(engine.docker("inspect", "-f", "{{.State.Status}}", "kept").text()).isEqualTo("exited");
            assertThat(engine.leftBehind()).isNotEmpty();
        }
        assertThat(engine.leftBehind()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenKilledWithContainersRunning() {
        PrivateEngine engine = new PrivateEngine();
        try (engine) {
            engine.run("orphan", List.of(), "sleep", "1000");
            engine.killHard();
        }
        assertThat(engine.leftBehind()).isEmpty();
    }

    @Test
    void noBridgeOfItsNetworksStays() {
        Path link;
        try (PrivateEngine engine = new PrivateEngine()) {
            String id = engine.docker("network", "create", "--subnet=172.29.70.0/24", "bridged")
                    .orFail()
                    .text()
                    .strip();
            link = Path.of("/sys/class/net/br-" + id.substring(0, 12));
            assertThat(link).exists();
        }
        assertThat(link).doesNotExist();
    }

    @Test
    void aFrozenEngineCanBeClosed() {
        PrivateEngine engine = new PrivateEngine();
        try (engine) {
            engine.freeze();
        }
        assertThat(engine.leftBehind()).isEmpty();
    }
}
