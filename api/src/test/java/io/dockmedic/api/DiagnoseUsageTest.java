package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container of a real engine used to the moment, and how it is meant for Traefik, as a diagnosis says. */
@RealEngine
class DiagnoseUsageTest {
    private final PrivateEngine engine;
    private final Diagnosed diagnosed = new Diagnosed();

    DiagnoseUsageTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void processorAndMemoryToTheMomentAndWrongLabelsOfTraefik(@TempDir Path home) {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            BusyboxImage.in(engine);
            engine.run("busy", List.of("--cpus=0.1", "--label=traefik.enable=true",
                    "--label=traefik.http.routers.shop.rule=Host(shop.example.org)",
                    "--label=traefik.http.routers.shop.middlewares=nowhere",
                    "--label=traefik.http.middlewares.auth.basicauth.users=admin:hunter2"), "sh", "-c",
                    "while :; do :; done");
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnosed.text(home, "busy")).contains(
                            "Its limit on processors held it back in ", "may use 10 %.", "processor, % of one: ",
                            "Traefik does not route to it as it is meant to: traefik.http.routers.shop.rule has a value without"
                                    + " backticks",
                            "middleware nowhere is used and nowhere defined")
                            .doesNotContain("hunter2"));
            JsonObject usage = diagnosed.json(home, "busy").getJsonObject("usage");
            assertThat(usage.getJsonArray("cpuPercent")).hasSize(60);
            assertThat(usage.getJsonArray("cpuPercent").stream().filter(Objects::nonNull)).isNotEmpty();
            engine.docker("kill", "busy").orFail();
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, "busy").equals("exited"));
            JsonObject after = diagnosed.json(home, "busy");
            assertThat(after.getJsonObject("usage").getJsonArray("memoryKiB").stream().filter(Objects::nonNull))
                    .as("it has ended, and what it used is known")
                    .isNotEmpty();
            assertThat(after.getJsonArray("traefik").stream().map(one -> ((JsonObject) one).getString("check")))
                    .containsExactlyInAnyOrder("traefik-rule-syntax", "traefik-middleware");
            assertThat(spine.status("/-/ready")).isEqualTo(200);
        }
    }
}
