package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.schema.Documented;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dockmedic diagnose} on containers that hold a GPU, and on one that has nothing to do with any. */
@RealEngine
class DiagnoseGpuTest {
    private static final String TRAIN = "diagnosed-train";
    private static final String OTHER = "diagnosed-other";
    private static final String WEB = "diagnosed-web";

    private final PrivateEngine engine;

    DiagnoseGpuTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", TRAIN, OTHER, WEB);
    }

    private static String diagnose(Path home, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        String[] all = new String[arguments.length + 3];
        System.arraycopy(new String[]{"diagnose", "--config", home.resolve("dockmedic.yml").toString()}, 0, all, 0, 3);
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        assertThat(line.execute(all)).as("%s", out).isZero();
        return out.toString();
    }

    @Test
    void whichHowTheyAreWhatTheyHadAndWhoElseIsOnThem(@TempDir Path home) {
        for (String name : new String[]{TRAIN, OTHER, WEB}) {
            engine.run(name, List.of("--stop-timeout=1"), "sleep", "1000");
        }
        FakeNvml fake = FakeNvml.in(home).says("count", 2);
        fake.runs(1, Long.parseLong(GpuScene.pid(engine, TRAIN)), 3L << 20);
        fake.runs(1, Long.parseLong(GpuScene.pid(engine, OTHER)), 1L << 20);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + fake.file() + "\"}")) {
            GpuScene.shown(spine, "\"container\" : \"" + OTHER + "\"");
            fake.xid(1, 63);
            await().atMost(GpuScene.LONG)
                    .untilAsserted(() -> assertThat(diagnose(home, TRAIN)).contains("fault 63 ("));
            assertThat(diagnose(home, TRAIN)).contains("GPUs:",
                    "1 NVIDIA Test 80GB GPU-00000000-0000-0000-0000-000000000001 at 0000:19:00.0, in use by it;"
                            + " others on it: " + OTHER,
                    "41 °C", "driver nvidia ", "ok", "was not asked from inside (gpu.probe)");

            JsonObject found = new JsonObject(diagnose(home, "--json", TRAIN));
            JsonObject gpu = found.getJsonArray("gpus").getJsonObject(0);
            assertThat(gpu.getInteger("index")).isEqualTo(1);
            assertThat(gpu.getJsonArray("others")).containsExactly(OTHER);
            assertThat(gpu.getJsonArray("faults").getJsonObject(0).getInteger("code")).isEqualTo(63);
            assertThat(found.getJsonArray("gpuDrivers").getJsonObject(0).getString("version")).isNotEmpty();
            JsonObject answer = new JsonObject().put("status", "success").put("data", found);
            assertThat(Documented.SHIPPED.answer("GET", "/api/v1/diagnosis", 200, "application/json",
                    answer.encode())).as(answer.encodePrettily()).isEmpty();

            assertThat(diagnose(home, WEB)).doesNotContain("GPU");
            assertThat(new JsonObject(diagnose(home, "--json", WEB)).fieldNames())
                    .doesNotContain("gpus", "gpuDrivers", "gpuAccess");
        }
    }
}
