package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with the real Compose on a current engine is left alone; a fault after it is healed. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InMatrix(value = ComposeTest.SHOWN, on = Column.CURRENT)
class ComposeTest {
    static final String SHOWN = "what a person does with Compose is left alone";
    private static final String SERVICE = "shop/web/1";
    private static final String CONTAINER = "shop-web-1";

    private final PrivateEngine engine = new PrivateEngine(Edition.CURRENT);
    private Spine spine;
    private Path project;
    private int controls;

    @BeforeAll
    void start(@TempDir Path home, @TempDir Path project) {
        this.project = project;
        BusyboxImage.in(engine);
        spine = Spine.ready(engine.dockerHost(), home, "heal: all");
    }

    @AfterAll
    void stop() {
        try (engine) {
            spine.close();
        }
    }

    @BeforeEach
    void up() throws IOException {
        write("1");
        compose("up", "--detach");
    }

    @AfterEach
    void down() {
        compose("down", "--timeout", "1");
    }

    @Test
    void recreationForAChangedEnvironmentIsLeftAloneAndTheNewContainerIsWatched() throws IOException {
        List<JsonNode> before = spine.incidents(SERVICE);
        String id = id();
        write("2");
        compose("up", "--detach");

        assertThat(id()).isNotEqualTo(id);
        leftAlone(before, "running");
        Spine.kill9(engine, CONTAINER);
        assertThat(spine.incident(SERVICE, "ContainerExitedWithError", "healed").at("/annotations/summary").asText())
                .contains("137");
    }

    @Test
    void recreationByForce() {
        List<JsonNode> before = spine.incidents(SERVICE);
        compose("up", "--detach", "--force-recreate");

        leftAlone(before, "running");
    }

    @Test
    void stopped() {
        List<JsonNode> before = spine.incidents(SERVICE);
        compose("stop");

        leftAlone(before, "exited");
    }

    @Test
    void killed() {
        List<JsonNode> before = spine.incidents(SERVICE);
        compose("kill");

        leftAlone(before, "exited");
    }

    @Test
    void restarted() {
        List<JsonNode> before = spine.incidents(SERVICE);
        compose("restart");
        String started = startedAt();

        leftAlone(before, "running");
        assertThat(startedAt()).as("nobody restarted it again").isEqualTo(started);
    }

    @Test
    void takenDown() {
        List<JsonNode> before = spine.incidents(SERVICE);
        compose("down");

        control();
        assertThat(spine.incidents(SERVICE)).isEqualTo(before);
        assertThat(engine.docker("ps", "--all", "--quiet", "--filter", "name=" + CONTAINER).orFail().text()).isEmpty();
    }

    private void leftAlone(List<JsonNode> before, String status) {
        control();
        assertThat(Spine.status(engine, CONTAINER)).isEqualTo(status);
        assertThat(spine.incidents(SERVICE)).isEqualTo(before);
        assertThat(spine.pages(SERVICE)).isEmpty();
    }

    /** By the time this fault is healed, whatever was wrongly planned for the service before has been done. */
    private void control() {
        spine.healSomethingElse(engine, "control" + controls++);
    }

    private void write(String version) throws IOException {
        Files.writeString(project.resolve("compose.yml"), """
                name: shop
                services:
                  web:
                    image: %s
                    command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 60 & wait; done"]
                    environment: {VERSION: "%s"}
                    network_mode: none
                """.formatted(BusyboxImage.TAG, version));
    }

    private Finished compose(String... arguments) {
        List<String> call = new ArrayList<>(
                List.of("compose", "--project-directory", project.toString(), "--progress", "quiet"));
        call.addAll(List.of(arguments));
        return engine.docker(call.toArray(String[]::new)).orFail();
    }

    private String id() {
        return engine.docker("inspect", "-f", "{{.Id}}", CONTAINER).orFail().text();
    }

    private String startedAt() {
        return engine.docker("inspect", "-f", "{{.State.StartedAt}}", CONTAINER).orFail().text();
    }
}
