package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A GPU that needs a reset is reset by a person's yes, with its containers stopped meanwhile: the whole program on a real engine,
 * with a library that stands in for NVIDIA's and an {@code nvidia-smi} that changes what that says. It takes root, and to see all
 * processes of the machine.
 */
@RealEngine
@Tag("long")
class ResetGpuTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String PLACE = "0000:18:00.0";
    private static final String SMI = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$*" >> smi.log
            case "$*" in
            *--gpu-reset*)
              sed -i '/^0 field.230 /d' nvml.so.state
              echo "GPU 00000000:18:00.0 was successfully reset.";;
            esac
            """;

    @TempDir
    Path home;

    private final PrivateEngine engine;

    ResetGpuTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", "reset-llm", "reset-web");
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private void up(String service, String dependsOn) {
        engine.run("reset-" + service, List.of("--label=dockmedic.heal=true", "--stop-timeout=1", "--restart=always",
                "--label=com.docker.compose.project=reset", "--label=com.docker.compose.service=" + service,
                "--label=com.docker.compose.container-number=1", "--label=com.docker.compose.depends_on=" + dependsOn),
                "sleep", "1000");
    }

    private Path smi() throws IOException {
        Path program = home.resolve("nvidia-smi");
        Files.writeString(program, SMI);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private void approve(String id) {
        StringWriter out = new StringWriter();
        assertThat(Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("approve", id, "--reason", "seen", "--config", home.resolve("dockmedic.yml").toString()))
                .as("%s", out)
                .isZero();
    }

    /** The last one, once it is healed. */
    private static JsonNode attempt(Spine spine) {
        JsonNode attempts = await().atMost(LONG)
                .until(() -> spine.incidents(PLACE)
                        .stream()
                        .filter(one -> one.path("rule").asText().equals("GpuNeedsReset"))
                        .filter(one -> one.at("/remedy/state").asText().equals("healed"))
                        .findFirst(), Optional::isPresent)
                .orElseThrow()
                .at("/remedy/attempts");
        return attempts.path(attempts.size() - 1);
    }

    @Test
    void whoIsAskedReadsWhatIsDoneAndSaysYes() throws IOException {
        up("llm", "");
        up("web", "llm:service_started:true");
        FakeNvml fake = FakeNvml.in(home)
                .runs(0, Long.parseLong(inspect("{{.State.Pid}}", "reset-llm")), 1000)
                .runs(0, Long.parseLong(inspect("{{.State.Pid}}", "reset-web")), 1000)
                .says(0, "field.230", 1);
        String before = inspect("{{.State.StartedAt}}", "reset-llm");
        try (Spine spine = Spine.ready(engine.dockerHost(), home,
                "gpu: {library: \"" + fake.file() + "\", nvidia_smi: \"" + smi() + "\"}")) {
            JsonNode asked = spine.page(PLACE).at("/approvals/0");
            assertThat(asked.at("/action").asText()).isEqualTo("reset-gpu");
            assertThat(asked.at("/would").asText()).contains("--gpu-reset -i GPU-00000000-0000-0000-0000-000000000000",
                    "Stops these containers, in this order: reset-web, reset-llm;");
            assertThat(inspect("{{.State.StartedAt}}", "reset-llm")).as("only asked").isEqualTo(before);

            approve(asked.at("/id").asText());
            JsonNode done = attempt(spine);
            assertThat(done.at("/action").asText()).isEqualTo("reset-gpu");
            assertThat(Files.readAllLines(home.resolve("smi.log"))).containsExactly(
                    "-i GPU-00000000-0000-0000-0000-000000000000 -pm 0",
                    "--gpu-reset -i GPU-00000000-0000-0000-0000-000000000000",
                    "-i GPU-00000000-0000-0000-0000-000000000000 -pm 1");
            assertThat(inspect("{{.State.StartedAt}}", "reset-llm")).isNotEqualTo(before)
                    .isLessThan(inspect("{{.State.StartedAt}}", "reset-web"));
            assertThat(spine.body("/api/v1/gpus/release")).contains("reset-gpu ");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(spine.body("/metrics").lines())
                            .anyMatch(line -> line.startsWith("dockmedic_gpu_driver_state{")
                                    && line.contains("state=\"ok\"") && line.endsWith(" 1.0")));
            assertThat(spine.incidents("reset/llm/1")).as("that it was stopped is no fault").isEmpty();
        }
    }
}
