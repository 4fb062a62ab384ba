package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The restart policy of a container whose loop was ended is its own again once it has run for ten minutes. */
@Tag("long")
class PutBackAfterCureTest {
    private static final String NAME = "loop-cured";

    @TempDir
    Path home;

    @Test
    void tenMinutesAfterAPersonMendedItItsPolicyIsBack() throws Exception {
        Path cause = Files.createDirectory(home.resolve("cause"));
        try (PrivateEngine engine = new PrivateEngine();
                Spine spine = Spine.ready(engine.dockerHost(), home, "actions: {careful: [end-loop]}\n")) {
            engine.run(NAME,
                    List.of("--label=dockmedic.heal=true", "--restart=always", "--volume=" + cause + ":/cause"),
                    "sh", "-c", "test -e /cause/mended || exit 3; exec sleep 10000");
            await().atMost(Spine.SOON).until(() -> policy(engine).equals("no"));
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, NAME).equals("exited"));
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(spine.pages(NAME))
                            .anySatisfy(page -> assertThat(page.at("/incident/rule").asText())
                                    .isEqualTo("ContainerCrashLoop")));

            Files.createFile(cause.resolve("mended"));
            engine.docker("start", NAME).orFail();
            await().pollInterval(Duration.ofSeconds(10))
                    .atMost(Duration.ofMinutes(9))
                    .during(Duration.ofSeconds(500))
                    .until(() -> policy(engine).equals("no"));
            await().atMost(Duration.ofMinutes(4)).until(() -> policy(engine).equals("always"));
            assertThat(Spine.status(engine, NAME)).isEqualTo("running");
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> spine.resolved("ContainerCrashLoop").isPresent());
            assertThat(spine.pages().toString()).doesNotContain("is not put back");

            // Which the engine goes by again.
            Files.delete(cause.resolve("mended"));
            long before = Spine.restarts(engine, NAME);
            Spine.kill9(engine, NAME);
            await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, NAME) > before);
        }
    }

    private static String policy(PrivateEngine engine) {
        return engine.docker("inspect", "-f", "{{.HostConfig.RestartPolicy.Name}}", NAME).orFail().text();
    }
}
