package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.host.view.HostState;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has changed of a container of a real engine, and of its host, since it last ran well. */
@RealEngine
class DiagnoseChangesTest {
    private static final String BEFORE = "changed:1";
    private static final String AFTER = "changed:2";

    private final PrivateEngine engine;
    private final Diagnosed diagnosed = new Diagnosed();

    DiagnoseChangesTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", "changed");
        engine.docker("rmi", "--force", BEFORE, AFTER);
    }

    private void run(String image, String memory, String url, String command) {
        engine.docker("run", "--detach", "--network=none", "--name=changed", "--memory=" + memory,
                "--env=DB_URL=" + url,
                image, "sh", "-c", command).orFail();
    }

    @Test
    void imageLimitsVariablesAndTheHost(@TempDir Path home) throws Exception {
        String image = BusyboxImage.in(engine);
        engine.docker("tag", image, BEFORE).orFail();
        engine.docker("tag", image, AFTER).orFail();
        run(BEFORE, "64m", "postgres://a:hunter2@db/shop", "sleep 1000");
        String id = engine.docker("inspect", "--format={{.Id}}", "changed").orFail().stdout().strip();
        RanWell.remember(home, engine, (service, calls, at) -> calls.details(id)
                .map(RanWell::done)
                .map(now -> GoodRun.of(service, id, at, now, new byte[]{1}, "")
                        .under(new HostState("3.10.0-ancient", "17.03", "0.1", "another-boot", "v2", 1L << 60, 0))),
                "changed");
        engine.docker("rm", "--force", "changed").orFail();
        run(AFTER, "128m", "postgres://a:hunter3@db/shop", "echo FATAL no database; exit 4");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnosed.text(home, "changed")).contains(
                            "image: changed:1 -> changed:2", "memory limit: 64 MiB -> 128 MiB",
                            "variable DB_URL is another one",
                            "Since it last ran well the host has changed: the machine was started anew; kernel: 3.10.0-ancient -> ",
                            "; engine: 17.03 -> ", "; Dockmedic: 0.1 -> ", "; free memory: ",
                            "then: kernel 3.10.0-ancient")
                            .doesNotContain("hunter"));
            JsonObject found = diagnosed.json(home, "changed");
            JsonArray changes = found.getJsonArray("changes");
            assertThat(changes).as("no more than what was changed: %s", changes).contains("command is another one");
            assertThat(changes.stream().map(String::valueOf))
                    .allMatch(line -> List.of("image:", "memory", "variable", "command")
                            .stream()
                            .anyMatch(line::startsWith));
            assertThat(found.getJsonObject("host").getJsonObject("now").getString("engine"))
                    .isEqualTo(engine.docker("version", "--format={{.Server.Version}}").orFail().stdout().strip());
            assertThat(spine.status("/-/ready")).isEqualTo(200);
        }
    }
}
