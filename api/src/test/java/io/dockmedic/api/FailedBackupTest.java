package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup for which there is no room on its disk, by the whole program on a real engine. */
@RealEngine
@Tag("long")
class FailedBackupTest {
    private static final String NAME = "backup-failed";
    private static final int MEBI = 1 << 20;

    @TempDir
    Path home;

    private final PrivateEngine engine;

    FailedBackupTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void isTriedAgainThenToldAndTheContainerRunsAndNothingIsHalfThere() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("keep.yml"), """
                groups:
                  - name: keep
                    rules:
                      - alert: Keep
                        on: container.health
                        when: event.status == 'healthy' && event.service == '%s'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be backed up"}
                        remedy:
                          - action: backup-volume
                            with: {quiesce: stop}
                            attempts: [0s, 1s]
                            verify: {running: 1s, within: 60s}
                          - action: escalate
                """.formatted(NAME));
        try (SmallDisk disk = SmallDisk.at(home.resolve("kept"), 8)) {
            disk.fill();
            disk.leave(2 * MEBI);
            try (Spine spine = Spine.ready(engine.dockerHost(), home, """
                    actions: {careful: [backup-volume]}
                    backups: {directory: kept}
                    """)) {
                engine.run(NAME, List.of("--label=dockmedic.heal=true", "--volume=/data", "--init",
                        "--health-cmd=test -e /tmp/ready", "--health-interval=1s"), "sh", "-c",
                        "head -c 4000000 /dev/urandom > /data/one; touch /tmp/ready; exec sleep 1000");

                JsonNode page = spine.page(NAME);
                assertThat(page.at("/incident/rule").asText()).isEqualTo("Keep");
                assertThat(page.path("attempts"))
                        .as("but those that were decided before the container was up again, and not called")
                        .filteredOn(one -> one.path("action").asText().equals("backup-volume")
                                && !one.path("outcome").asText().startsWith("refused (conflict): not called"))
                        .hasSize(2)
                        .allSatisfy(one -> assertThat(one.toString()).contains("not backed up: the disk is full"));
                assertThat(Spine.status(engine, NAME)).isEqualTo("running");
                assertThat(spine.incidents(NAME)).as("its ends were ours").hasSize(1);
                assertThat(spine.body("/metrics")).doesNotContainPattern(
                        "dockmedic_backup_last_success_timestamp_seconds\\{[^}]*service=\"" + NAME + "\"");
            }
            assertThat(disk.path(NAME)).isEmptyDirectory();
        } finally {
            engine.docker("rm", "--force", "--volumes", NAME);
        }
    }
}
