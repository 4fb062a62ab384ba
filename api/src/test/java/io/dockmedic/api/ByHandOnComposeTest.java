package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told to type for a service of Compose is typed, from another folder, and does what it is told for. */
@Tag("long")
class ByHandOnComposeTest {
    private static final Pattern LINE = Pattern.compile("(docker compose [^\"]*? up (?:-d|--detach) [a-z -]+)");

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private final PrivateEngine engine = new PrivateEngine(Edition.CURRENT);
    /** With a space in its name, and variables that Compose looks for only where it is told. */
    private Path project;

    @BeforeEach
    void files() throws IOException {
        project = Files.createDirectories(folder.resolve("my shop"));
        Files.createDirectories(home.resolve("rules.d"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private List<String> running() {
        return engine.docker("ps", "--all", "--format", "{{.Names}} {{.State}}")
                .orFail()
                .text()
                .lines()
                .sorted()
                .toList();
    }

    private Finished compose(String... arguments) {
        return engine.docker(Stream.concat(Stream.of("compose", "--project-directory", project.toString(),
                "--project-name", "hand", "--env-file", project.resolve("live.env").toString()), Stream.of(arguments))
                .toArray(String[]::new)).orFail();
    }

    /** Each line that was said, as a shell reads it. */
    private void type(String said) {
        List<String> lines = LINE.matcher(said).results().map(found -> found.group(1)).distinct().toList();
        assertThat(lines).as(said).isNotEmpty();
        for (String line : lines) {
            String words = Command.run(Map.of(), List.of("sh", "-c", "printf '%s\\n' " + line)).orFail().text();
            engine.docker(words.lines().skip(1).toArray(String[]::new)).orFail();
        }
    }

    @Test
    void afterARollbackTheNewerImageIsDeployedOnceItIsMended() throws Exception {
        Files.writeString(home.resolve("rules.d/back.yml"), RollbackTest.RULES);
        BusyboxImage.importAs(engine, "hand/web:1", List.of("CMD [\"sleep\",\"1000000\"]"));
        BusyboxImage.importAs(engine, "hand/web:2", List.of("CMD [\"sh\",\"-c\",\"sleep 0.2; exit 3\"]"));
        Files.writeString(project.resolve("compose.yml"), """
                services:
                  web:
                    image: hand/web:${TAG}
                    network_mode: none
                    labels: {dockmedic.heal: "true"}
                """);
        Files.writeString(project.resolve("live.env"), "TAG=1\n");
        compose("up", "--detach");
        RanWell.remember(home, engine, (service, calls, at) -> calls.details("hand-web-1")
                .map(RanWell::done)
                .map(now -> GoodRun.of(service, "before", at, now, new byte[]{1}, "")), "hand/web/1");
        String good = inspect("{{.Image}}", "hand-web-1");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, RollbackTest.SWITCHED_ON)) {
            Files.writeString(project.resolve("live.env"), "TAG=2\n");
            compose("up", "--detach", "--timeout", "1");
            String healed = spine.body("/api/v1/incidents/"
                    + spine.incident("hand/web/1", "ExitsSinceDeployed", "healed").path("id").asText());
            assertThat(inspect("{{.Image}}", "hand-web-1")).isEqualTo(good);

            BusyboxImage.importAs(engine, "hand/web:2", List.of("CMD [\"sleep\",\"1000001\"]"));
            type(healed);
            assertThat(running()).containsExactly("hand-web-1 running");
            assertThat(inspect("{{.Config.Image}} {{.Config.Cmd}}", "hand-web-1"))
                    .isEqualTo("hand/web:2 [sleep 1000001]");
            engine.run("hand-control", Map.of("dockmedic.heal", "true"), "sleep", "1000");
            Spine.kill9(engine, "hand-control");
            spine.incident("hand-control", "ExitsSinceDeployed", "healed");
            assertThat(inspect("{{.Config.Image}} {{.State.Status}}", "hand-web-1")).isEqualTo("hand/web:2 running");
        }
    }

    @Test
    void whatSharedTheNetworkOfOneThatIsGoneIsMadeAnewWithIt() throws IOException {
        Shortened.rule(home, "ContainerNetworkGone", "for: 2m", "for: 1s",
                "- action: recreate\n", "- action: recreate\n            with: {after: 0s}\n");
        Files.writeString(project.resolve("live.env"), "IMAGE=" + BusyboxImage.in(engine) + "\n");
        Files.writeString(project.resolve("compose.yml"), """
                services:
                  vpn:
                    image: ${IMAGE}
                    command: [sleep, "1000"]
                    network_mode: none
                    stop_grace_period: 0s
                  torrent:
                    image: ${IMAGE}
                    command: [sleep, "1000"]
                    network_mode: service:vpn
                    stop_grace_period: 0s
                    labels: {dockmedic.heal: "true"}
                """);
        compose("up", "--detach");
        String cutOff = inspect("{{.Id}}", "hand-torrent-1");
        engine.docker("rm", "--force", "hand-vpn-1").orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, RecreateTest.SWITCHED_ON)) {
            String page = spine.page("hand/torrent/1").toString();
            assertThat(page).contains("Dockmedic never saw it");
            assertThat(inspect("{{.Id}}", "hand-torrent-1")).isEqualTo(cutOff);

            type(page);
            assertThat(running()).containsExactly("hand-torrent-1 running", "hand-vpn-1 running");
            assertThat(inspect("{{.HostConfig.NetworkMode}}", "hand-torrent-1"))
                    .isEqualTo("container:" + inspect("{{.Id}}", "hand-vpn-1"));
            await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerNetworkGoneSoon").isPresent());
        }
    }
}
