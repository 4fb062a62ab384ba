package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, stopped in order while it copies what a container has that is stopped for that. */
@RealEngine
class StoppedInBackupTest {
    private static final String NAME = "stopped-in-backup";
    private static final String RULE = """
            groups:
              - name: acts
                rules:
                  - alert: Keep
                    on: container.health
                    when: event.status == 'healthy'
                    by: [event.service]
                    resolve: {on: container.removed}
                    annotations: {summary: "{{ event.service }} is to be backed up"}
                    remedy:
                      - {action: backup-volume, with: {quiesce: stop}, verify: {running: 1s, within: 60s}}
                      - action: escalate
            """;
    private static final String SETTINGS = """
            actions: {careful: [backup-volume]}
            backups: {directory: kept}
            """;

    private final PrivateEngine engine;
    private final Path home;

    StoppedInBackupTest(PrivateEngine engine, @TempDir Path home) {
        this.engine = engine;
        this.home = home;
    }

    @AfterEach
    void close() {
        engine.docker("rm", "--force", "--volumes", NAME);
        engine.docker("volume", "rm", "--force", NAME + "-data");
    }

    @Test
    void theContainerRunsBeforeItIsGoneAndItsNextStartDoesNothingTwice() throws IOException {
        Files.createDirectories(home.resolve("rules.d"));
        Path kept = Files.createDirectories(home.resolve("kept"));
        Files.writeString(home.resolve("rules.d/acts.yml"), RULE);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SETTINGS)) {
            // Far more than is copied before it is stopped.
            engine.run(NAME, List.of("--label=dockmedic.heal=true", "--volume=" + NAME + "-data:/data",
                    "--health-cmd=test -e /data/one", "--health-interval=1s", "--init"), "sh", "-c",
                    "truncate -s 40G /data/one; exec sleep 1000");
            await().atMost(Spine.SOON)
                    .until(() -> Files.isDirectory(kept.resolve(NAME))
                            && !isEmpty(kept.resolve(NAME)));
            // The engine answers no look at it before the copy is over, or broken off.
            assertThat(
                    engine.docker("ps", "--all", "--filter", "name=" + NAME, "--format", "{{.State}}").orFail().text())
                    .isEqualTo("exited");
            assertThat(spine.incident(NAME, "Keep", "acting")).isNotNull();
        }
        assertThat(Spine.status(engine, NAME)).isEqualTo("running");
        assertThat(kept.resolve(NAME)).isEmptyDirectory();
        // Of this second the engine tells in the next.
        await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, NAME) == 1);

        try (Spine again = Spine.ready(engine.dockerHost(), home, SETTINGS)) {
            assertThat(again.incident(NAME, "Keep", "escalated").at("/remedy/attempts").toString())
                    .contains("it was broken off, for Dockmedic ends");
            assertThat(again.incidents(NAME)).as("its end was ours").hasSize(1);
        }
        assertThat(Spine.restarts(engine, NAME)).isEqualTo(1);
        assertThat(Spine.status(engine, NAME)).isEqualTo("running");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
