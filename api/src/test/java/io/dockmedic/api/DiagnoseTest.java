package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.schema.Documented;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dockmedic diagnose} on containers of a real engine. */
@RealEngine
class DiagnoseTest {
    private final PrivateEngine engine;
    private final StringWriter out = new StringWriter();

    DiagnoseTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", "lacks-gpu");
    }

    private String diagnose(Path home, int code, String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = Main.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(
                List.of("diagnose", "--config", home.resolve("dockmedic.yml").toString()));
        all.addAll(List.of(arguments));
        assertThat(line.execute(all.toArray(String[]::new))).as("%s", out).isEqualTo(code);
        return out.toString();
    }

    @Test
    void oneThatNeverStartedForWantOfAGpuSaysWhatTheEngineHas(@TempDir Path home) {
        engine.docker("create", "--name=lacks-gpu", "--network=none", "--gpus=all", BusyboxImage.in(engine), "sleep",
                "1000").orFail();
        Finished start = engine.docker("start", "lacks-gpu");
        assumeThat(start.stderr()).as("an engine without a driver for GPUs").contains("could not select device driver");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnose(home, 0, "lacks-gpu"))
                            .contains("The engine has no device driver for GPUs", "nvidia-ctk runtime configure",
                                    "It asks for all GPUs.", "The engine says that it has: runtimes ",
                                    "asks for all GPUs"));
            JsonObject answer = new JsonObject().put("status", "success")
                    .put("data", new JsonObject(diagnose(home, 0, "--json", "lacks-gpu")));
            assertThat(Documented.SHIPPED.answer("GET", "/api/v1/diagnosis", 200, "application/json",
                    answer.encode())).as(answer.encodePrettily()).isEmpty();
            assertThat(spine.status("/-/ready")).isEqualTo(200);
        }
    }

    @Test
    void aContainerThatDiedAndOneThatIsSickAreExplainedWithoutTheirSecrets(@TempDir Path home) {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            BusyboxImage.in(engine);
            engine.run("broken", List.of("--env=DB_PASSWORD=hunter2", "--memory=64m"), "sh", "-c",
                    "echo starting; echo 'password=hunter2'; echo 'FATAL cannot reach db'; echo bye; exit 3");
            engine.run("sick", List.of("--health-cmd=nosuchtool --check", "--health-interval=1s", "--health-retries=1"),
                    "sleep", "1000");
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, "broken").equals("exited"));
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnose(home, 0, "broken"))
                            .contains("It does not run; it ended with exit code 3", "FATAL cannot reach db",
                                    "of 64 MiB",
                                    "it was never seen to run well")
                            .doesNotContain("hunter2"));
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnose(home, 0, "sick"))
                            .contains("The image lacks the tool that its health check calls"));
            assertThat(diagnose(home, 0, "--json", "broken")).contains("\"firstError\" : \"FATAL cannot reach db\"",
                    "\"imageThere\" : true").doesNotContain("hunter2");
            for (String name : List.of("broken", "sick")) {
                JsonObject answer = new JsonObject().put("status", "success")
                        .put("data", new JsonObject(diagnose(home, 0, "--json", name)));
                assertThat(Documented.SHIPPED.answer("GET", "/api/v1/diagnosis", 200, "application/json",
                        answer.encode())).as(answer.encodePrettily()).isEmpty();
            }
            assertThat(diagnose(home, 1, "nobody")).contains("nobody: no such container");
            assertThat(spine.status("/api/v1/diagnosis?container=broken")).as("without the token").isEqualTo(401);
        }
    }
}
