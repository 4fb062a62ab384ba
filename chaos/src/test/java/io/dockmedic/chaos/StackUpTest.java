package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Compose stack, brought up as docs/install.md says, with Debian's Prometheus and Alertmanager under the names that it
 * pins, a socket proxy that lets everything through, and without Grafana, which Debian does not have.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackUpTest {
    private static final List<String> SERVICES = List.of("socket-proxy", "dockmedic", "prometheus", "alertmanager");
    private static final Duration SOON = Duration.ofMinutes(3);

    private final PrivateEngine engine = new PrivateEngine(Edition.CURRENT);
    private final HttpClient http = HttpClient.newHttpClient();
    private Path stack = Path.of("/nowhere");

    @BeforeAll
    void up(@TempDir Path folder) throws Exception {
        BuiltImage.of(engine, "dockmedic:local", folder);
        Command.run(Map.of("DOCKER_HOST", engine.dockerHost()), List.of("src/test/resources/stack/stand-ins")).orFail();

        Command.run(Map.of(), List.of("cp", "--archive", "../deploy", folder.toString())).orFail();
        stack = folder.resolve("deploy/compose");
        Path file = stack.resolve("compose.yml");
        Files.writeString(file, Files.readString(file)
                .replace("- /var/run/docker.sock:", "- " + engine.socket() + ":"));
        Command.run(Map.of("DOCKER_SOCKET", engine.socket().toString()), List.of(stack.resolve("prepare").toString()))
                .orFail();
        compose("up", "--detach", SERVICES);
        await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(this::health, SERVICES.stream()
                        .map(any -> "healthy")
                        .toList()::equals);
    }

    @AfterAll
    void down() {
        compose("down", "--volumes", List.of());
        engine.close();
    }

    @Test
    void prometheusScrapesDockmedicOverTlsWithItsToken() {
        await().atMost(SOON).until(() -> query("up{job=\"dockmedic\"}"), answer -> answer.contains("\"1\"]"));
        assertThat(query("dockmedic_engine_connected")).contains("\"1\"]");
        assertThat(get("http://127.0.0.1:9090/api/v1/rules")).contains("DockmedicDown");
    }

    @Test
    void whatAlertmanagerIsToldOfAContainerDockmedicIsTold() throws Exception {
        HttpRequest alert = HttpRequest.newBuilder(URI.create("http://127.0.0.1:9093/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        [{"labels": {"alertname": "SlowAnswers", "name": "patient", "severity": "page"}}]"""))
                .build();
        assertThat(http.send(alert, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        await().atMost(SOON)
                .until(() -> query("dockmedic_alerts_total{result=\"new\"}"), answer -> answer.contains("\"1\"]"));
    }

    @Test
    void whatDockmedicHealsItHealsAndWhatItCannotHealAlertmanagerIsTold() {
        BusyboxImage.in(engine);
        engine.run("patient", Map.of("dockmedic.heal", "true"), "sleep", "1000");
        String before = pid();
        ProcessHandle.of(Long.parseLong(before)).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(this::pid, pid -> !pid.equals("0") && !pid.equals(before));

        engine.run("doomed", Map.of("dockmedic.heal", "true"), "sh", "-c", "sleep 1; exit 3");
        await().atMost(Duration.ofMinutes(5))
                .until(() -> get("http://127.0.0.1:9093/api/v2/alerts"),
                        alerts -> alerts.contains("\"job\":\"dockmedic\"") && alerts.contains("doomed"));
    }

    private String pid() {
        return engine.docker("inspect", "-f", "{{.State.Pid}}", "patient").orFail().text();
    }

    private List<String> health() {
        return SERVICES.stream()
                .map(service -> engine.docker("inspect", "-f", "{{.State.Health.Status}}",
                        "dockmedic-" + service + "-1").text())
                .toList();
    }

    private String query(String expression) {
        return get("http://127.0.0.1:9090/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    private String get(String url) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return notYet.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void compose(String verb, String how, List<String> services) {
        List<String> call = new ArrayList<>(List.of("compose", "--project-directory", stack.toString(), verb, how));
        call.addAll(services);
        engine.docker(call.toArray(String[]::new)).orFail();
    }
}
