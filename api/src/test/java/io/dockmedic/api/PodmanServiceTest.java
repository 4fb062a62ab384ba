package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PodmanEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Podman's containers need no service to run: when it ends nothing ends with it, and what died meanwhile is told. */
@Tag("long")
class PodmanServiceTest {
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final String WHY = " ([why](docs/intent.md#podman))";

    private final PodmanEngine engine = new PodmanEngine();

    @TempDir
    Path home;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    @InMatrix(value = EngineLossTest.SHOWN, on = Column.PODMAN, but = "told, never healed" + WHY)
    void whatDiedWhileTheServiceWasAwayIsToldOnce() {
        engine.run("lives", List.of(), "sh", "-c", OBEYS);
        engine.run("dies", List.of(), "sh", "-c", OBEYS);
        String pid = engine.docker("inspect", "--format={{.State.Pid}}", "dies").orFail().text();
        String before = engine.docker("inspect", "--format={{.State.StartedAt}}", "lives").orFail().text();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "heal: all\n")) {
            engine.terminate();
            await().atMost(Spine.SOON).until(() -> spine.status("/-/ready") == 503);
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
            engine.startAgain();
            spine.awaitReady();

            spine.page("dies");
            assertThat(spine.incidents("dies")).singleElement()
                    .returns("ContainerDiedUnknown", incident -> incident.path("rule").asText());
            assertThat(Spine.status(engine, "dies")).isEqualTo("exited");
            assertThat(engine.docker("inspect", "--format={{.State.Status}} {{.State.StartedAt}}", "lives").text())
                    .isEqualTo("running " + before);
            assertThat(spine.incidents("lives")).isEmpty();
        }
    }

    @Test
    @InMatrix(value = "what the engine's own stop took along is told, and nobody's stop forgotten", on = Column.PODMAN, but = "nothing goes with it; a stop is told"
            + WHY)
    void theServiceTakesNothingAlong() {
        engine.run("lives", List.of(), "sh", "-c", OBEYS);
        engine.run("person", List.of(), "sh", "-c", OBEYS);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "heal: all\n")) {
            engine.docker("stop", "person").orFail();
            spine.page("person");
            engine.terminate();
            await().atMost(Spine.SOON).until(() -> spine.status("/-/ready") == 503);
            engine.startAgain();
            spine.awaitReady();

            engine.run("control", List.of(), "sh", "-c", "exit 3");
            spine.page("control");
            assertThat(spine.incidents("lives")).isEmpty();
            assertThat(spine.incidents("person")).hasSize(1);
            assertThat(spine.pages("person")).hasSize(1);
            assertThat(Spine.status(engine, "person")).isEqualTo("exited");
        }
    }
}
