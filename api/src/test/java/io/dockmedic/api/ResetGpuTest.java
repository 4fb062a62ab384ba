package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.OpenBook;
import io.dockmedic.testkit.Pager;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A GPU that needs a reset is reset by a person's yes, with its containers stopped meanwhile: the whole program on a real engine,
 * with a library that stands in for NVIDIA's and an {@code nvidia-smi} that changes what that says. It takes root, and looks at all
 * processes of the machine, see {@link OpenBook}.
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

    /** The program's answer. */
    private static String get(Forked program, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.port() + path)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> incidents(Forked program, String key) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        new ObjectMapper().readTree(get(program, "/api/v1/incidents")).at("/data/incidents").forEach(all::add);
        return all.stream().filter(one -> one.path("key").asText().equals(key)).toList();
    }

    /** The last one, once it is healed. */
    private static JsonNode attempt(Forked program) {
        JsonNode attempts = await().atMost(LONG)
                .until(() -> incidents(program, PLACE)
                        .stream()
                        .filter(one -> one.path("rule").asText().equals("GpuNeedsReset"))
                        .filter(one -> one.at("/remedy/state").asText().equals("healed"))
                        .findFirst(), Optional::isPresent)
                .orElseThrow()
                .at("/remedy/attempts");
        return attempts.path(attempts.size() - 1);
    }

    private Forked program(Pager pager, FakeNvml fake) throws IOException {
        Files.writeString(home.resolve("dockmedic.yml"), """
                engine: {address: "%s"}
                listen: 127.0.0.1:0
                data_directory: data
                runtime_directory: run
                kernel_log: false
                settle: 1s
                gpu: {library: "%s", nvidia_smi: "%s"}
                %s
                """.formatted(engine.dockerHost(), fake.file(), smi(), ShippedProgram.paging(pager)));
        return new Forked(home).within(OpenBook.view(Files.createDirectory(home.resolve("empty"))));
    }

    /** A driver that does not say what its GPU needs, and no word of the kernel's. */
    @Test
    void aFaultThatTheLibraryAloneTellsAsksForTheReset() throws IOException {
        up("llm", "");
        FakeNvml fake = FakeNvml.old(home)
                .runs(0, Long.parseLong(inspect("{{.State.Pid}}", "reset-llm")), 1000);
        try (Pager pager = new Pager(); Forked program = program(pager, fake)) {
            program.start();
            await().atMost(LONG).until(() -> get(program, "/api/v1/gpus").contains(PLACE));
            fake.xid(0, 62);
            await().atMost(LONG).until(() -> !pager.escalations(PLACE).isEmpty());
            JsonNode page = pager.escalations(PLACE).getFirst().body();
            assertThat(page.at("/incident/rule").asText()).isEqualTo("GpuNeedsReset");
            assertThat(page.at("/evidence/timeline/0/event").asText()).as("%s", page).isEqualTo("gpu.fault");
            assertThat(page.at("/approvals/0/action").asText()).as("%s", page).isEqualTo("reset-gpu");
            assertThat(page.at("/approvals/0/would").asText()).contains(
                    "Stops these containers, in this order: reset-llm;");
        }
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
        try (Pager pager = new Pager(); Forked program = program(pager, fake)) {
            program.start();
            await().atMost(LONG).until(() -> !pager.escalations(PLACE).isEmpty());
            JsonNode page = pager.escalations(PLACE).getFirst().body();
            JsonNode asked = page.at("/approvals/0");
            assertThat(asked.at("/action").asText()).as("%s", page).isEqualTo("reset-gpu");
            assertThat(asked.at("/would").asText()).contains("--gpu-reset -i GPU-00000000-0000-0000-0000-000000000000",
                    "Stops these containers, in this order: reset-web, reset-llm;");
            assertThat(inspect("{{.State.StartedAt}}", "reset-llm")).as("only asked").isEqualTo(before);

            approve(asked.at("/id").asText());
            JsonNode done = attempt(program);
            assertThat(done.at("/action").asText()).isEqualTo("reset-gpu");
            assertThat(Files.readAllLines(home.resolve("smi.log"))).containsExactly(
                    "-i GPU-00000000-0000-0000-0000-000000000000 -pm 0",
                    "--gpu-reset -i GPU-00000000-0000-0000-0000-000000000000",
                    "-i GPU-00000000-0000-0000-0000-000000000000 -pm 1");
            assertThat(inspect("{{.State.StartedAt}}", "reset-llm")).isNotEqualTo(before)
                    .isLessThan(inspect("{{.State.StartedAt}}", "reset-web"));
            assertThat(get(program, "/api/v1/gpus/release")).contains("reset-gpu ");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(get(program, "/metrics").lines())
                            .anyMatch(line -> line.startsWith("dockmedic_gpu_driver_state{")
                                    && line.contains("state=\"ok\"") && line.endsWith(" 1.0")));
            assertThat(incidents(program, "reset/llm/1")).as("that it was stopped is no fault").isEmpty();
        }
    }
}
