package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What somebody asked for is never healed and never told, on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@InMatrix(value = RequestsTest.SHOWN, on = Column.INSTALLED)
class RequestsTest {
    static final String SHOWN = "what somebody asked for is left alone";
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final String IGNORES = "trap '' TERM; while :; do sleep 60 & wait; done";

    private final PrivateEngine engine = new PrivateEngine(edition());
    private Spine spine;
    private final AtomicInteger controls = new AtomicInteger();

    /** Of the engine. */
    Edition edition() {
        return Edition.INSTALLED;
    }

    @BeforeAll
    void start(@TempDir Path home) {
        spine = Spine.ready(engine.dockerHost(), home, "heal: all");
    }

    @AfterAll
    void stop() {
        try (engine) {
            spine.close();
        }
    }

    @Test
    void gracefulStop() {
        run("graceful", OBEYS);
        engine.docker("stop", "graceful").orFail();

        leftAlone("graceful", "exited");
    }

    @Test
    void forcedStop() {
        run("forced", IGNORES);
        engine.docker("stop", "-t", "1", "forced").orFail();

        leftAlone("forced", "exited");
    }

    @Test
    void kill() {
        run("killed", OBEYS);
        engine.docker("kill", "killed").orFail();

        leftAlone("killed", "exited");
    }

    @Test
    void restart() {
        run("restarted", OBEYS);
        engine.docker("restart", "restarted").orFail();
        String started = startedAt("restarted");

        leftAlone("restarted", "running");
        assertThat(startedAt("restarted")).as("nobody restarted it again").isEqualTo(started);
    }

    @Test
    void forcedRemoval() {
        run("removed", OBEYS);
        engine.docker("rm", "-f", "removed").orFail();

        control();
        assertThat(spine.incidents("removed")).isEmpty();
        assertThat(spine.pages("removed")).isEmpty();
    }

    @Test
    void stopOfALooperInBackOff() {
        engine.run("looper", List.of("--restart=always"), "sh", "-c", "sleep 0.05; exit 1");
        await().atMost(Spine.SOON).until(() -> restartCount("looper") >= 4);
        engine.docker("stop", "looper").orFail();

        control();
        assertThat(Spine.status(engine, "looper")).isEqualTo("exited");
        await().atMost(Spine.SOON)
                .untilAsserted(() -> assertThat(spine.incidents("looper")).isNotEmpty()
                        .allMatch(incident -> incident.path("state").asText().equals("resolved")));
    }

    @Test
    void recreationTheWayComposeDoesIt() {
        List<String> labels = List.of("--label=com.docker.compose.project=shop",
                "--label=com.docker.compose.service=web", "--label=com.docker.compose.container-number=1");
        engine.run("shop-web-1", labels, "sh", "-c", OBEYS);
        engine.docker("stop", "shop-web-1").orFail();
        engine.docker("rename", "shop-web-1", "old_shop-web-1").orFail();
        engine.run("shop-web-1", labels, "sh", "-c", OBEYS);
        engine.docker("rm", "-f", "old_shop-web-1").orFail();

        control();
        assertThat(spine.incidents("shop/web/1")).isEmpty();
        assertThat(Spine.status(engine, "shop-web-1")).isEqualTo("running");
    }

    private void leftAlone(String name, String status) {
        control();
        assertThat(Spine.status(engine, name)).isEqualTo(status);
        assertThat(spine.incidents(name)).isEmpty();
        assertThat(spine.pages(name)).isEmpty();
    }

    /** By the time this fault is healed, whatever was wrongly planned for the container before has been done. */
    private void control() {
        spine.healSomethingElse(engine, "control" + controls.incrementAndGet());
    }

    private void run(String name, String script) {
        engine.run(name, List.of(), "sh", "-c", script);
    }

    private int restartCount(String name) {
        return Integer.parseInt(engine.docker("inspect", "-f", "{{.RestartCount}}", name).orFail().text());
    }

    private String startedAt(String name) {
        return engine.docker("inspect", "-f", "{{.State.StartedAt}}", name).orFail().text();
    }
}
