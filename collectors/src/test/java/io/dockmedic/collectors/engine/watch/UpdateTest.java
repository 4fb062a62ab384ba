package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker update}, on a real engine. */
@RealEngine
class UpdateTest {
    @Test
    void whatSomebodyChangesIsSeenAtOnce(PrivateEngine engine, @TempDir Path directory) {
        String id = engine.run("updated", List.of("--cpu-shares=512"), "sleep", "1000");
        try (Watching watching = new Watching(engine, directory)) {
            assertThat(watching.state(id).limits().cpuShares()).isEqualTo(512);
            engine.docker("update", "--cpu-shares=256", "--restart=always", "updated").orFail();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> watching.state(id).limits().cpuShares() == 256
                            && watching.state(id).restartPolicy().name().equals("always"));
        }
    }
}
