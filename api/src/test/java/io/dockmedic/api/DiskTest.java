package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a full or broken disk below a container to the person who hears of it, by the whole program. */
@RealEngine
class DiskTest {
    private static final int INODES = 1000;

    private final PrivateEngine engine;
    private LoopDisk disk;
    private Spine spine;

    DiskTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        disk = LoopDisk.mount(home, "small", 32, INODES);
        engine.run("writer", List.of("--volume=" + disk.root() + ":/data"), "sleep", "1000");
        spine = Spine.ready(engine.dockerHost(), home, "");
        await().atMost(Spine.SOON).until(() -> !series("dockmedic_filesystem_up").isEmpty());
    }

    @AfterEach
    void stop() throws IOException {
        spine.close();
        engine.docker("rm", "--force", "writer").orFail();
        disk.close();
    }

    private List<String> series(String name) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("mountpoint=\"" + disk.root() + "\""))
                .toList();
    }

    @Test
    void aFullDiskIsAPersonsToDecideAndOverWhenThereIsRoom() throws IOException {
        disk.fillTo(99);
        JsonNode page = spine.page(disk.root().toString());
        assertThat(page.at("/incident/rule").asText()).isEqualTo("DiskExhausted");
        assertThat(page.at("/incident/labels/route").asText()).isEqualTo("decision");
        assertThat(page.at("/incident/annotations/summary").asText()).contains(disk.root().toString(), "(bind)");
        assertThat(series("dockmedic_filesystem_readonly")).singleElement().asString().endsWith(" 0.0");
        Files.delete(disk.path("ballast"));
        await().atMost(Spine.SOON)
                .until(() -> spine.incidents(disk.root().toString()).isEmpty()
                        || spine.incidents(disk.root().toString())
                                .getFirst()
                                .path("state")
                                .asText()
                                .equals("resolved"));
        assertThat(spine.pages(disk.root().toString())).hasSize(1);
    }

    @Test
    void aDiskThatTheKernelMadeReadOnlyIsTold() throws IOException {
        disk.breakIt();
        JsonNode page = spine.page(disk.root().toString());
        assertThat(page.at("/incident/rule").asText()).isEqualTo("DiskReadOnly");
        assertThat(page.at("/incident/labels/severity").asText()).isEqualTo("critical");
        await().atMost(Spine.SOON).until(() -> series("dockmedic_filesystem_readonly").getFirst().endsWith(" 1.0"));
    }
}
