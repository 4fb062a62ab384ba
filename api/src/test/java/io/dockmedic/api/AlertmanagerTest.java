package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.Alertmanager;
import io.dockmedic.testkit.Certificates;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.Prometheus;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rule of a real Prometheus fires on a real scrape of the whole program; two real Alertmanagers that do not know of each
 * other call its webhook, over TLS and with a token each; the container of the alert is healed, once, and the alert
 * resolves the incident. The way out: what it cannot heal is an alert in an Alertmanager with TLS and a login.
 */
@RealEngine
class AlertmanagerTest {
    /** Has too many processes, until it is started again. */
    private static final String CROWDED = "trap 'exit 0' TERM; if [ ! -e /again ]; then touch /again;"
            + " sleep 1000 & sleep 1000 & sleep 1000 & fi; while :; do sleep 60 & wait; done";
    private static final String RULES = """
            groups:
              - name: crowded
                rules:
                  - alert: HighLatency
                    expr: max by (name) (container_processes{name=~"crowded|bystander"}) > 3
            """;

    private static final String PASSWORD = "over-the-wire";

    private final PrivateEngine engine;
    private final int ours = Alertmanager.freePort();
    private Path home;
    private Spine spine;
    private HttpClient client;

    AlertmanagerTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        home = folder;
        Certificates certificates = Certificates.in(home);
        Files.writeString(Files.createDirectory(home.resolve("rules.d")).resolve("alerts.yml"), AlertsTest.rule());
        Files.writeString(home.resolve("rules.yml"), RULES);
        Path tokens = Files.writeString(home.resolve("tokens"), given("ingest") + given("read"));
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(home.resolve("password"), PASSWORD + "\n");
        spine = new Spine(engine.dockerHost(), home, home.resolve("run"), false, """
                access: {tokens_file: tokens}
                tls: {certificate_file: server.pem, key_file: server-key.pem}
                escalation:
                  receivers:
                    - name: everybody
                      alertmanager: {url: "https://localhost:%d", ca_file: ca.pem, user: medic, password_file: password,
                                     heartbeat: true}
                """.formatted(ours), Optional.of(certificates.client()));
        client = HttpClient.newBuilder().sslContext(certificates.client()).build();
        spine.awaitReady();
        engine.run("bystander", Map.of("dockmedic.heal", "true"), "sleep", "1000");
        engine.run("crowded", Map.of("dockmedic.heal", "true"), "sh", "-c", CROWDED);
    }

    /** Gives a token away, named like its scope, and the line of it. */
    private String given(String scope) throws Exception {
        String token = scope + "-token-of-the-test";
        Files.writeString(home.resolve(scope), token + "\n");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        return scope + " " + scope + " " + HexFormat.of().formatHex(hash) + "\n";
    }

    private String alertmanager() {
        return """
                route:
                  receiver: dockmedic
                  group_by: [name]
                  group_wait: 0s
                  group_interval: 1s
                  routes: [{matchers: [alertname = DockmedicWatchdog], receiver: watchdog}]
                receivers:
                  - name: watchdog
                  - name: dockmedic
                    webhook_configs:
                      - url: https://127.0.0.1:%d/api/v1/alerts
                        http_config:
                          tls_config: {ca_file: "%2$s/ca.pem"}
                          authorization: {credentials_file: "%2$s/ingest"}
                """.formatted(spine.port(), home);
    }

    private String prometheus(Alertmanager one, Alertmanager two) {
        return """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                scrape_configs:
                  - job_name: dockmedic
                    scheme: https
                    tls_config: {ca_file: "%2$s/ca.pem"}
                    authorization: {credentials_file: "%2$s/read"}
                    static_configs: [{targets: ["127.0.0.1:%1$d"]}]
                rule_files: ["%2$s/rules.yml"]
                alerting:
                  alertmanagers: [{static_configs: [{targets: ["%3$s", "%4$s"]}]}]
                """.formatted(spine.port(), home, one.address(), two.address());
    }

    @AfterEach
    void stop() {
        client.close();
        spine.close();
        engine.docker("rm", "--force", "crowded", "bystander");
    }

    /** TLS, and one user, whose hash is bcrypt's of {@link #PASSWORD}. */
    private String web() {
        return """
                tls_server_config: {cert_file: "%1$s/server.pem", key_file: "%1$s/server-key.pem"}
                basic_auth_users: {medic: "$2y$05$abcdefghijklmnopqrstuurBLCRmBiVjyzXFIbsA3KOtV6v2GAi82"}
                """.formatted(home);
    }

    /** What of that name fires there now. */
    private List<JsonNode> firing(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + ours + "/api/v2/alerts"))
                .header("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString(("medic:" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .build();
        JsonNode all = new ObjectMapper().readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return all.valueStream().filter(alert -> alert.at("/labels/alertname").asText().equals(name)).toList();
    }

    @Test
    void whatItCannotHealIsAnAlertUntilItIsOverAndComesBackInVain() throws Exception {
        engine.run("typo", Map.of("dockmedic.heal", "true"), "sh", "-c", "nosuchcommand");
        spine.incident("typo", "ContainerCannotRun", "escalated");
        // It was not there when the alert was told: that is told again until it is.
        try (Alertmanager everybody = new Alertmanager(home.resolve("everybody"), alertmanager(), ours, web())) {
            assertThat(everybody.address()).endsWith(":" + ours);
            await().atMost(Spine.SOON)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> firing("ContainerCannotRun").size() == 1);
            JsonNode alert = firing("ContainerCannotRun").getFirst();
            assertThat(alert.at("/labels/key").asText()).isEqualTo("typo");
            assertThat(alert.at("/annotations/first_error").asText()).contains("nosuchcommand");
            await().atMost(Spine.SOON)
                    .until(() -> spine.body("/metrics"),
                            text -> text.contains("dockmedic_alerts_total{result=\"ours\"} 1.0"));
            engine.docker("rm", "typo");
            await().atMost(Spine.SOON).until(() -> firing("ContainerCannotRun").isEmpty());
            // All the while we say that we are well.
            await().atMost(Spine.SOON).until(() -> firing("DockmedicWatchdog").size() == 1);
        }
    }

    @Test
    void theContainerOfAnAlertIsHealedOnceAndTheAlertResolvesTheIncident() {
        String configuration = alertmanager();
        try (Alertmanager one = new Alertmanager(home.resolve("one"), configuration);
                Alertmanager two = new Alertmanager(home.resolve("two"), configuration);
                Prometheus prometheus = new Prometheus(home, prometheus(one, two))) {
            JsonNode resolved = await().atMost(Spine.SOON.multipliedBy(2))
                    .until(() -> spine.resolved("SlowService"), Optional::isPresent)
                    .orElseThrow();
            assertThat(resolved.at("/evidence/0/container/name").asText()).isEqualTo("crowded");
            assertThat(resolved.at("/remedy/attempts/0/verdict").asText()).isEqualTo("act");
            assertThat(resolved.path("resolvedBy").asText()).matches("alert (SlowService|HighLatency) is resolved.*");
            // What both sent, firing and resolved: each said something new once, and was known the other time.
            await().atMost(Spine.SOON)
                    .until(() -> spine.body("/metrics"), text -> text.contains(
                            "dockmedic_alerts_total{result=\"new\"} 2.0")
                            && text.contains("dockmedic_alerts_total{result=\"known\"} 2.0"));
            // While it is down its series is gone, and so is the alert: that may come before it is up again.
            await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, "crowded") == 1);
            assertThat(Spine.restarts(engine, "bystander")).isZero();
            assertThat(prometheus.query("ALERTS{alertname=\"HighLatency\",name=\"bystander\"}")).isEmpty();
        }
    }
}
