package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.Alertmanager;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine was to start and could not, by whomever it was asked: nothing died, and a person is told why. */
@RealEngine
class CannotStartTest {
    private static final String NETWORK = "cs_published";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    CannotStartTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        List.of("cs-port", "cs-holder", "cs-mount", "cs-typo", "cs-made", "cs-anybodys", "cs-runtime", "cs-gpus",
                "cs-nas", "afterwards")
                .forEach(name -> engine.docker("rm", "--force", name));
        engine.docker("network", "rm", NETWORK);
        engine.docker("volume", "rm", "cs-nas");
    }

    @Test
    void aPortThatAnotherContainerHas() {
        engine.docker("network", "create", NETWORK).orFail();
        String port = "--publish=127.0.0.1:" + Alertmanager.freePort() + ":80";
        engine.docker("run", "--detach", "--name=cs-holder", "--network=" + NETWORK, port, BusyboxImage.in(engine))
                .orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            assertThat(run("cs-port", "--network=" + NETWORK, port, BusyboxImage.TAG).exitCode()).isNotZero();

            JsonNode page = told(spine, "cs-port", "ContainerStartFailed", "port_allocated", "foreign");
            assertThat(page.path("summary").asText())
                    .isEqualTo("cs-port could not be started: another container has the port that it wants");
            assertThat(page.at("/incident/annotations/description").asText()).contains("port is already allocated");
            assertThat(conclusions(page)).contains("belongs to the container cs-holder");

            engine.docker("rm", "--force", "cs-holder").orFail();
            engine.docker("start", "cs-port").orFail();
            over(spine, "cs-port");
            assertThat(spine.pages("cs-port")).hasSize(1);
        }
    }

    /** Its restart policy is to bring it back, cannot, and tries no more. Only Dockmedic says so. */
    @Test
    void aMountThatIsGoneWhenTheRestartPolicyStartsIt() throws IOException {
        Path source = Files.createDirectory(home.resolve("source"));
        run("cs-mount", "--network=none", "--restart=always", "--mount=type=bind,src=" + source + ",dst=/data",
                BusyboxImage.in(engine)).orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            Files.delete(source);
            Spine.kill9(engine, "cs-mount");

            JsonNode page = told(spine, "cs-mount", "ContainerStartFailed", "mount_missing", "engine");
            assertThat(page.at("/incident/annotations/description").asText()).contains(source.toString());
            assertThat(page.at("/evidence/error").asText()).contains(source.toString());
            spine.healSomethingElse(engine, "afterwards");
            assertThat(spine.incidents("cs-mount")).as("no other of the death before it").hasSize(1);
            assertThat(Spine.status(engine, "cs-mount")).isEqualTo("exited");

            Files.createDirectory(source);
            engine.docker("start", "cs-mount").orFail();
            over(spine, "cs-mount");
            assertThat(spine.pages("cs-mount")).hasSize(1);
        }
    }

    @Test
    void aCommandThatIsNotInTheImageAlsoFromBeforeOurStart() {
        assertThat(run("cs-typo", "--network=none", BusyboxImage.in(engine), "/nonesuch").exitCode()).isEqualTo(127);
        engine.docker("create", "--name=cs-made", "--label=dockmedic.heal=true", BusyboxImage.TAG).orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            JsonNode page = told(spine, "cs-typo", "ContainerStartFailed", "command_not_found", "found");
            assertThat(page.at("/incident/annotations/description").asText()).contains("/nonesuch");

            engine.docker("run", "--detach", "--network=none", "--name=cs-anybodys", BusyboxImage.TAG, "/nonesuch");
            assertThat(spine.incident("cs-anybodys", "ContainerStartFailed", "suppressed").toString())
                    .contains("no_consent");
            assertThat(spine.pages("cs-anybodys")).isEmpty();
            assertThat(spine.incidents("cs-made")).as("nobody was to start it").isEmpty();

            engine.docker("rm", "cs-typo").orFail();
            over(spine, "cs-typo");
        }
        try (Spine again = Spine.ready(engine.dockerHost(), home, "")) {
            again.healSomethingElse(engine, "afterwards");
            assertThat(again.incidents("cs-anybodys")).as("the same as before our restart").hasSize(1);
        }
    }

    @Test
    void aRuntimeThatTheEngineHasNotAnyMoreAndAGpuWithoutAToolkit() throws IOException {
        hasRuntime("nvidia");
        run("cs-runtime", "--network=none", "--restart=always", "--runtime=nvidia", BusyboxImage.in(engine)).orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            hasRuntime("spare");
            Spine.kill9(engine, "cs-runtime");
            assertThat(run("cs-gpus", "--network=none", "--gpus=all", BusyboxImage.TAG).exitCode()).isNotZero();

            JsonNode runtime = told(spine, "cs-runtime", "ContainerStartFailed", "runtime_missing", "engine");
            assertThat(conclusions(runtime)).contains("The engine has no runtime nvidia",
                    "The engine says that it has: runtimes ", "spare", "CDI folders ");
            JsonNode gpus = told(spine, "cs-gpus", "ContainerStartFailed", "gpu", "foreign");
            assertThat(gpus.at("/incident/annotations/description").asText())
                    .contains("could not select device driver");
            assertThat(conclusions(gpus)).contains("nvidia-container-toolkit",
                    "The engine says that it has: runtimes ");

            hasRuntime("nvidia");
            engine.docker("start", "cs-runtime").orFail();
            over(spine, "cs-runtime");
        }
    }

    @Test
    @Tag("long")
    void aServerThatDoesNotAnswerIsTriedAgainThenAPersonIsCalled() {
        engine.docker("volume", "create", "--driver=local", "--opt=type=nfs", "--opt=o=addr=nosuch.invalid,rw",
                "--opt=device=:/data", "cs-nas").orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            assertThat(run("cs-nas", "--network=none", "--volume=cs-nas:/data", BusyboxImage.in(engine)).exitCode())
                    .isNotZero();

            JsonNode page = told(spine, "cs-nas", "ContainerStartHeldUp", "unreachable", "foreign");
            assertThat(page.path("attempts").toString()).contains("\"start\"", "refused (network)");
            assertThat(spine.incidents("cs-nas")).as("no other for the starts of ours").hasSize(1);
        }
    }

    /** One page, of that rule, with what happened. */
    private static JsonNode told(Spine spine, String name, String rule, String fault, String startedBy) {
        JsonNode page = spine.page(name);
        assertThat(page.at("/incident/rule").asText()).isEqualTo(rule);
        assertThat(page.at("/evidence/timeline/0/event").asText()).as(page.toString())
                .isEqualTo("container.start_failed");
        assertThat(page.at("/evidence/timeline/0/fault").asText()).isEqualTo(fault);
        assertThat(page.at("/evidence/timeline/0/started_by").asText()).isEqualTo(startedBy);
        return page;
    }

    private static String conclusions(JsonNode page) {
        return page.at("/evidence/diagnosis/conclusions").toString();
    }

    private static void over(Spine spine, String name) {
        await().atMost(Spine.SOON)
                .until(() -> spine.incidents(name)
                        .stream()
                        .allMatch(incident -> incident.path("state").asText().equals("resolved")));
    }

    private Finished run(String name, String... words) {
        List<String> call = new ArrayList<>(
                List.of("run", "--detach", "--name=" + name, "--label=dockmedic.heal=true"));
        call.addAll(List.of(words));
        return engine.docker(call.toArray(String[]::new));
    }

    /** Beside its own; the engine takes it up without a restart. */
    private void hasRuntime(String name) throws IOException {
        Files.writeString(engine.socket().resolveSibling("daemon.json"),
                "{\"runtimes\": {\"" + name + "\": {\"path\": \"runc\"}}}");
        Command.run(Map.of(), List.of("kill", "-HUP", Long.toString(engine.pid()))).orFail();
        await().atMost(Spine.SOON)
                .until(() -> engine.docker("info", "--format={{json .Runtimes}}").text().contains('"' + name + '"'));
    }
}
