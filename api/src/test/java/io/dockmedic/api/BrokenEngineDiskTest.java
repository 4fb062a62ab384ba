package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel has made the engine's disk read-only: what runs badly there is left running, for nothing would start again. */
class BrokenEngineDiskTest {
    @TempDir
    Path home;

    @Test
    @Tag("long")
    void whatIsUnhealthyIsNotRestartedWhereItWouldStayDown() throws Exception {
        Path shared = Files.createDirectory(home.resolve("shared"));
        try (LoopDisk disk = LoopDisk.mount(home, "engine", 128, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root())) {
            BusyboxImage.in(engine);
            engine.run("writes", List.of("--label=dockmedic.heal=true", "--stop-timeout=1",
                    "--volume=" + shared + ":/shared:ro", "--health-cmd=test ! -e /shared/bad",
                    "--health-interval=1s", "--health-retries=1"), "sleep", "3600");
            String pid = pid(engine);
            try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
                disk.breakIt();
                Files.createFile(shared.resolve("bad"));
                JsonNode page = spine.page("writes");
                assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerUnhealthy");
                assertThat(page.toString()).contains("takes no writes any more");
                assertThat(pid(engine)).as("left running").isEqualTo(pid);
            }
        }
    }

    private static String pid(PrivateEngine engine) {
        return engine.docker("inspect", "--format={{.State.Running}} {{.State.Pid}}", "writes").orFail().text();
    }
}
