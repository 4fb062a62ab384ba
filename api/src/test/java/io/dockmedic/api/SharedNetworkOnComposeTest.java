package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Compose makes a container anew and leaves behind what has {@code network_mode: service:} of it. */
@Tag("long")
class SharedNetworkOnComposeTest {
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";

    @TempDir
    Path home;

    @TempDir
    Path project;

    private final PrivateEngine engine = new PrivateEngine(Edition.CURRENT);

    @BeforeEach
    void up() throws IOException {
        BusyboxImage.in(engine);
        Files.writeString(project.resolve("compose.yml"), """
                services:
                  vpn:
                    image: %1$s
                    command: [sh, -c, "%2$s"]
                    network_mode: none
                  torrent:
                    image: %1$s
                    command: [sh, -c, "%2$s"]
                    network_mode: service:vpn
                    restart: unless-stopped
                    labels: {dockmedic.heal: "true"}
                """.formatted(BusyboxImage.TAG, OBEYS));
        compose("up", "--detach");
        Shortened.rule(home, "ContainerNetworkGone", "for: 2m", "for: 1s",
                "- action: recreate\n", "- action: recreate\n            with: {after: 0s}\n");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private String network(String name) {
        return engine.docker("exec", name, "readlink", "/proc/1/ns/net").orFail().text();
    }

    @Test
    void whatComposeLeftBehindIsMadeAnewAndComposeKnowsItForItsOwn() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, RecreateTest.SWITCHED_ON)) {
            String old = inspect("{{.Id}}", "seed-torrent-1");
            await().atMost(Spine.SOON).until(() -> SharedNetworkTest.knows(home, "vpn"));
            compose("up", "--detach", "--no-deps", "--force-recreate", "--timeout", "1", "vpn");
            assertThat(inspect("{{.Id}}", "seed-torrent-1")).as("Compose leaves it where it was").isEqualTo(old);
            await().atMost(Spine.SOON.multipliedBy(3))
                    .until(() -> spine.incidents("seed/torrent/1").toString().contains("\"healed\""));
            spine.incident("seed/torrent/1", "ContainerNetworkGoneSoon", "healed");
            String made = inspect("{{.Id}}", "seed-torrent-1");
            assertThat(made).isNotEqualTo(old);
            assertThat(inspect("{{.HostConfig.NetworkMode}}", "seed-torrent-1"))
                    .isEqualTo("container:" + inspect("{{.Id}}", "seed-vpn-1"));
            assertThat(network("seed-torrent-1")).isEqualTo(network("seed-vpn-1"));
            assertThat(spine.pages("seed/torrent/1")).isEmpty();
            // It makes it anew itself once more: to Compose it is still what was made for the one that is gone.
            compose("up", "--detach", "--timeout", "1");
            assertThat(inspect("{{.State.Status}}", "seed-torrent-1")).isEqualTo("running");
            assertThat(network("seed-torrent-1")).isEqualTo(network("seed-vpn-1"));
            assertThat(engine.docker("ps", "--all", "--format", "{{.Names}}").orFail().text().lines())
                    .containsExactlyInAnyOrder("seed-torrent-1", "seed-vpn-1");
        }
    }

    private Finished compose(String... arguments) {
        List<String> call = new ArrayList<>(List.of("compose", "--project-directory", project.toString(),
                "--project-name", "seed", "--progress", "quiet"));
        call.addAll(List.of(arguments));
        return engine.docker(call.toArray(String[]::new)).orFail();
    }
}
