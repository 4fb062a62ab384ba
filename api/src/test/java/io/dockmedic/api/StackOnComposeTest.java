package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Compose reads deploy/compose/compose.yml without a word. */
@Tag("long")
@RealEngine(Edition.CURRENT)
class StackOnComposeTest {
    private static final Path STACK = Path.of("../deploy/compose").toAbsolutePath().normalize();

    @Test
    void configIsClean(PrivateEngine engine, @TempDir Path folder) throws Exception {
        Path environment = Files.writeString(folder.resolve("env"), "DOCKER_GID=106\n");

        Finished config = engine.docker("compose", "--project-directory", STACK.toString(), "--env-file",
                environment.toString(), "config").orFail();

        assertThat(config.stderr()).isEmpty();
        assertThat(config.stdout()).contains("image: dockmedic:local", "9717:106");
    }
}
