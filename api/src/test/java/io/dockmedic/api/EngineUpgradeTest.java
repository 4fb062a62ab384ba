package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is upgraded under our feet: stopped, and started as a newer one of another API version with the same containers. */
@Tag("long")
class EngineUpgradeTest {
    @TempDir
    Path home;

    private static void run(PrivateEngine engine, String name, String policy, String... labels) {
        String[] call = new String[labels.length + 10];
        System.arraycopy(new String[]{"run", "--detach", "--network=none", "--stop-timeout=1", "--name=" + name,
                "--restart=" + policy}, 0, call, 0, 6);
        System.arraycopy(labels, 0, call, 6, labels.length);
        System.arraycopy(new String[]{BusyboxImage.in(engine), "sh", "-c",
                "trap 'exit 0' TERM; while :; do sleep 60 & wait; done"}, 0, call, 6 + labels.length, 4);
        engine.docker(call).orFail();
    }

    @Test
    void whatItTookAlongComesBackAndNothingElseIsDone() {
        try (PrivateEngine engine = new PrivateEngine(Edition.INSTALLED)) {
            run(engine, "consented", "no", "--label=dockmedic.heal=true");
            run(engine, "always", "always", "--label=dockmedic.heal=true");
            run(engine, "person", "no", "--label=dockmedic.heal=true");
            String before = engine.docker("version", "--format={{.Server.APIVersion}}").orFail().text();
            try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
                engine.docker("stop", "person").orFail();
                engine.terminate();
                await().atMost(Spine.SOON).until(() -> spine.status("/-/ready") == 503);
                engine.startAgainAs(Edition.CURRENT);
                assertThat(engine.docker("version", "--format={{.Server.APIVersion}}").orFail().text())
                        .isNotEqualTo(before);

                spine.incident("consented", "ContainerDownAfterEngineRestart", "healed");
                assertThat(Spine.status(engine, "always")).isEqualTo("running");
                assertThat(Spine.status(engine, "person")).isEqualTo("exited");
                assertThat(spine.incidents("always")).isEmpty();
                assertThat(spine.incidents("person")).isEmpty();
                // And it goes on, in the version that the new one speaks.
                Spine.kill9(engine, "consented");
                spine.incident("consented", "ContainerExitedWithError", "healed");
                assertThat(spine.pages()).isEmpty();
            }
        }
    }
}
