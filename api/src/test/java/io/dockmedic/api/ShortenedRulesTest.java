package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the fault to the person, for shipped rules that wait for minutes: the same rules, with their times shortened. */
@Tag("long")
@RealEngine
class ShortenedRulesTest {
    private static final List<String> NAMES = List.of("sr-full", "sr-slow", "sr-late", "sr-talks", "sr-files");

    @TempDir
    Path home;

    private final PrivateEngine engine;

    ShortenedRulesTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        NAMES.forEach(name -> engine.docker("rm", "--force", name));
    }

    /** One program for all of them: what each takes is mostly waiting. */
    @Test
    void eachIsToldAndNothingIsDone() throws IOException {
        Shortened.rule(home, "ContainerMemoryNearLimit", "for: 5m", "for: 15s");
        Shortened.rule(home, "ContainerThrottled", "for: 15m", "for: 15s");
        Shortened.rule(home, "ContainerNeverHealthy", "within: 15m", "within: 5s");
        Shortened.rule(home, "ContainerLogGrowing", "event.bytes > 1073741824", "event.bytes > 1048576",
                "event.bytes < 805306368", "event.bytes < 786432");
        Shortened.rule(home, "InodesNearlyFull", "for: 1m", "for: 15s");
        try (LoopDisk disk = LoopDisk.mount(home, "small", 32, 1000);
                Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            run("sr-full", "mkfifo /f; sleep 1000 < /f & exec dd if=/dev/zero of=/f bs=31M", "--memory=32m",
                    "--memory-swap=32m");
            run("sr-slow", "while :; do :; done", "--cpus=0.1");
            run("sr-late", "exec sleep 1000", "--health-cmd=sleep 100", "--health-timeout=200s");
            run("sr-talks", "yes | head -c 2000000; exec sleep 1000");
            run("sr-files", "exec sleep 1000", "--volume=" + disk.root() + ":/data");
            List<String> starts = NAMES.stream().map(name -> Spine.startedAt(engine, name)).toList();
            disk.fillInodesTo(92);

            assertThat(spine.pageOf("ContainerMemoryNearLimitSoon").path("summary").asText())
                    .matches("sr-full uses (9[0-9]|100) % of its memory limit");
            assertThat(spine.pageOf("ContainerNeverHealthySoon").at("/incident/key").asText()).isEqualTo("sr-late");
            JsonNode log = spine.pageOf("ContainerLogGrowingSoon");
            assertThat(log.at("/incident/key").asText()).isEqualTo("sr-talks");
            assertThat(log.at("/incident/annotations/description").asText()).contains("max-size: 10m");
            assertThat(spine.pageOf("InodesNearlyFullSoon").at("/incident/key").asText())
                    .isEqualTo(disk.root().toString());
            // Only slow: nobody is called.
            await().atMost(Spine.SOON)
                    .until(() -> spine.incidents("sr-slow").toString().contains("ContainerThrottledSoon"));
            assertThat(spine.pages("sr-slow")).isEmpty();
            assertThat(NAMES).allMatch(name -> Spine.status(engine, name).equals("running"));
            assertThat(NAMES).extracting(name -> Spine.startedAt(engine, name)).isEqualTo(starts);
            engine.docker("rm", "--force", "sr-files").orFail();
        }
    }

    private void run(String name, String script, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--label=dockmedic.heal=true");
        engine.run(name, all, "sh", "-c", script);
    }
}
