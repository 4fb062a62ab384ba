package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert of another system, sent to the whole program, heals the container that it names, with the rule of the page. */
@RealEngine
class AlertsTest {
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final String APPROVED = "approvals: [{name: tests, actions: [stop], services: [held, far]}]\n";
    private static final String STARTS = "2026-11-01T10:00:00Z";

    private final PrivateEngine engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private Spine spine;
    private Path home;

    AlertsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        home = folder;
        Files.createDirectory(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/alerts.yml"), rule());
        Files.writeString(home.resolve("rules.d/hold.yml"), """
                groups:
                  - name: hold
                    rules:
                      - alert: Hold
                        on: external.alert
                        when: event.alert == 'Hold' && event.status == 'firing'
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                        annotations: {summary: "{{ event.service }} is to be held"}
                        remedy:
                          - {action: stop, verify: {stopped: 1s, within: 60s}}
                          - action: escalate
                """);
        spine = Spine.ready(engine.dockerHost(), home, APPROVED);
    }

    /** Those that consent. */
    private void run(String... names) {
        for (String name : names) {
            engine.run(name, Map.of("dockmedic.heal", "true"), "sh", "-c", OBEYS);
        }
    }

    @AfterEach
    void stop() {
        spine.close();
        client.close();
        engine.docker("rm", "--force", "slow", "stopped", "held", "unasked", "far");
    }

    static String rule() throws Exception {
        Matcher block = Pattern.compile("(?s)```yaml\n(groups:.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", "alerts.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private HttpResponse<String> send(String container, String status, String startsAt) throws Exception {
        return send("HighLatency", container, status, startsAt);
    }

    private HttpResponse<String> send(String alert, String container, String status, String startsAt)
            throws Exception {
        String token = "alertmanager:" + Files.readString(home.resolve("data/token")).strip();
        String credentials = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        return send(alert, container, status, startsAt, "Basic " + credentials);
    }

    private HttpResponse<String> send(String alert, String container, String status, String startsAt,
            String authorization) throws Exception {
        return send(alert, container, status, startsAt, authorization, HostName.own());
    }

    private HttpResponse<String> send(String alert, String container, String status, String startsAt,
            String authorization, String host) throws Exception {
        String payload = """
                {"version": "4", "receiver": "dockmedic", "status": "firing", "alerts": [{"status": "%s",
                 "labels": {"alertname": "%s", "name": "%s", "host": "%s"}, "annotations": {}, "startsAt": "%s",
                 "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "%s"}]}
                """.formatted(status, alert, container, host, startsAt, fingerprint(alert, container));
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + spine.port() + "/api/v1/alerts"))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(payload))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String fingerprint(String alert, String container) {
        return alert + "-" + container;
    }

    /** Of an incident of the alert. */
    private static String key(String alert, String container) {
        return alert + "/" + fingerprint(alert, container);
    }

    private static String key(String container) {
        return key("HighLatency", container);
    }

    @Test
    void theContainerThatIsNamedIsHealedOnceAndOneThatSomebodyStoppedIsNot() throws Exception {
        run("slow", "stopped", "far");
        engine.run("unasked", Map.of(), "sleep", "1000");
        assertThat(send("HighLatency", "slow", "firing", STARTS, "Bearer wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> taken = send("slow", "firing", STARTS);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        JsonNode healed = spine.incident(key("slow"), "SlowService", "healed");
        assertThat(Spine.restarts(engine, "slow")).isEqualTo(1);
        assertThat(healed.at("/evidence/0/kind").asText()).isEqualTo("external.alert");
        assertThat(healed.at("/evidence/0/container/name").asText()).isEqualTo("slow");

        send("Hold", "far", "firing", STARTS, "Bearer " + Files.readString(home.resolve("data/token")).strip(),
                "gpu2.other.example.net");
        JsonNode elsewhere = spine.page(key("Hold", "far"));
        assertThat(elsewhere.path("attempts").toString()).contains("\"elsewhere\"",
                "it is about the host gpu2.other.example.net, and this is ");
        assertThat(Spine.status(engine, "far")).isEqualTo("running");

        engine.docker("stop", "-t", "1", "stopped").orFail();
        send("stopped", "firing", STARTS);
        JsonNode asked = spine.incident(key("stopped"), "SlowService", "suppressed");
        // The engine's word of the stop may be waited for first.
        JsonNode attempts = asked.at("/remedy/attempts");
        assertThat(attempts.get(attempts.size() - 1).path("reason").asText()).isIn("asked", "yielded");
        send("unasked", "firing", STARTS);
        JsonNode unasked = spine.incident(key("unasked"), "SlowService", "suppressed");
        assertThat(unasked.at("/remedy/attempts/0/reason").asText()).isEqualTo("no_consent");

        spine.close();
        spine = Spine.ready(engine.dockerHost(), home, APPROVED);
        assertThat(send("slow", "firing", STARTS).body()).contains("\"new\" : 0");
        send("slow", "resolved", STARTS);
        await().atMost(Spine.SOON)
                .until(() -> spine.incidents(key("slow"))
                        .stream()
                        .allMatch(incident -> incident.path("state").asText().equals("resolved")));
        send("slow", "firing", "2026-11-01T11:00:00Z");
        await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, "slow") == 2);
        assertThat(spine.incidents(key("slow"))).hasSize(2);
        assertThat(Spine.status(engine, "stopped")).isEqualTo("exited");
        assertThat(spine.pages()).isEmpty();
    }

    @Test
    void whatAnApprovedRuleStoppedStaysDownUntilSomebodyStartsIt() throws Exception {
        run("held");
        send("Hold", "held", "firing", STARTS);
        assertThat(spine.page(key("Hold", "held")).path("summary").asText())
                .contains("Dockmedic stopped it on purpose", "by rule Hold");
        send("held", "firing", STARTS);
        staysDown(1);

        spine.close();
        spine = Spine.ready(engine.dockerHost(), home, APPROVED);
        send("held", "resolved", STARTS);
        send("held", "firing", "2026-11-01T11:00:00Z");
        staysDown(2);

        engine.docker("start", "held").orFail();
        await().atMost(Spine.SOON).until(() -> Spine.status(engine, "held").equals("running"));
        Spine.kill9(engine, "held");
        spine.incident("held", "ContainerExitedWithError", "healed");
    }

    private void staysDown(int incident) {
        await().atMost(Spine.SOON)
                .until(() -> spine.incidents(key("held"))
                        .stream()
                        .filter(one -> one.at("/remedy/attempts/0/reason").asText().equals("taken_down"))
                        .count() == incident);
        assertThat(spine.incidents(key("held")).getLast().at("/remedy/attempts/0/detail").asText())
                .contains("Dockmedic stopped it on purpose", "by rule Hold");
        assertThat(Spine.status(engine, "held")).isEqualTo("exited");
        assertThat(Spine.restarts(engine, "held")).isZero();
    }
}
