package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is not reached, because it is off a network that it was on when it last ran well, is put back on it by the whole program on a
 * real engine: by a person's yes where somebody may have taken it off, and never where somebody was seen to.
 */
@RealEngine
class ReconnectTest {
    private static final String NETWORK = "rec_shop";
    private static final String SERVES = "mkdir /tmp/www; echo well > /tmp/www/health; exec httpd -f -p 8080 -h /tmp/www";
    private static final String SWITCHED_ON = "actions: {careful: [reconnect-network]}\n";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    ReconnectTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void rules() throws Exception {
        Files.writeString(Files.createDirectory(home.resolve("rules.d")).resolve("reached.yml"), """
                groups:
                  - name: reached
                    rules:
                      - alert: NotReached
                        on: external.alert
                        when: event.alert == 'NotReached' && event.status == 'firing'
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                        annotations: {summary: "{{ event.service }} is not reached"}
                        remedy:
                          - {action: reconnect-network, verify: {tcp: {port: 8080, for: 1s}, within: 30s}}
                          - action: escalate
                """);
        engine.docker("network", "create", "--subnet=172.29.78.0/24", NETWORK).orFail();
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", "rec-db", "rec-theirs").orFail();
        engine.docker("network", "rm", NETWORK).orFail();
    }

    private void up(String name, String address) {
        engine.docker("run", "--detach", "--network", NETWORK, "--network-alias=db", "--ip=" + address, "--name", name,
                "--label=dockmedic.heal=true", "--stop-timeout=1", BusyboxImage.in(engine), "sh", "-c", SERVES)
                .orFail();
    }

    private String networks(String name) {
        return engine.docker("inspect", "-f",
                "{{range $name, $on := .NetworkSettings.Networks}}{{$name}} {{$on.IPAddress}} {{$on.Aliases}}{{end}}",
                name).orFail().text();
    }

    /** As if they had been seen to run well for a minute, as they are set up now. */
    private void ranWell(String... names) throws Exception {
        RanWell.remember(home, engine, (name, calls, at) -> calls.remaking()
                .blueprint(name)
                .map(RanWell::done)
                .map(now -> GoodRun.of(name, now.id(), at, now.details(), new byte[]{1}, "")
                        .on(now.endpoints()
                                .entrySet()
                                .stream()
                                .collect(Collectors.toMap(Map.Entry::getKey,
                                        network -> network.getValue().toString())))),
                names);
    }

    /** Whether it is known that it ran well on that network. */
    private boolean isKnown(String service) throws SQLException {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                PreparedStatement asked = journal
                        .prepareStatement("SELECT body FROM remediation_good_runs WHERE service = ?")) {
            asked.setString(1, service);
            try (ResultSet row = asked.executeQuery()) {
                return row.next() && new JsonObject(row.getString(1)).getJsonObject("endpoints").containsKey(NETWORK);
            }
        }
    }

    private void isNotReached(Spine spine, String container) throws Exception {
        String payload = """
                {"version": "4", "receiver": "dockmedic", "status": "firing", "alerts": [{"status": "firing",
                 "labels": {"alertname": "NotReached", "name": "%s", "host": "%s"}, "annotations": {},
                 "startsAt": "2026-11-01T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "%s"}]}
                """.formatted(container, HostName.own(), container);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> taken = client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + spine.port() + "/api/v1/alerts"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + Files.readString(home.resolve("data/token")).strip())
                    .POST(HttpRequest.BodyPublishers.ofString(payload))
                    .build(), HttpResponse.BodyHandlers.ofString());
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        }
    }

    private static String key(String container) {
        return "NotReached/" + container;
    }

    private void approve(String id) {
        StringWriter out = new StringWriter();
        assertThat(Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("approve", id, "--reason", "nobody meant to", "--config",
                        home.resolve("dockmedic.yml").toString()))
                .as("%s", out)
                .isZero();
    }

    private void isAskedAboutAndThenHealed(Spine spine, String was, String started) throws Exception {
        assertThat(networks("rec-db")).isEmpty();
        isNotReached(spine, "rec-db");
        JsonNode page = spine.page(key("rec-db"));
        assertThat(page.path("attempts").toString()).contains("awaits_approval", "a person has to say yes");
        assertThat(page.at("/approvals/0/would").asText()).contains("Puts it back on " + NETWORK + " (as db",
                "at 172.29.78.9", "But the engine was out of sight since", "somebody may have taken it off");
        assertThat(networks("rec-db")).as("not before a person says so").isEmpty();

        await().atMost(Spine.SOON)
                .until(() -> spine.incidents(key("rec-db"))
                        .getFirst()
                        .at("/remedy/state")
                        .asText()
                        .equals("escalated"));
        approve(page.at("/approvals/0/id").asText());
        JsonNode healed = spine.incident(key("rec-db"), "NotReached", "healed");
        assertThat(healed.at("/remedy/attempts").toString()).contains("approved by", "nobody meant to");
        assertThat(spine.body("/api/v1/incidents/" + healed.path("id").asText())).contains(
                "connected to " + NETWORK + "; undone by docker network disconnect " + NETWORK + " rec-db");
        assertThat(networks("rec-db")).isEqualTo(was);
        assertThat(Spine.startedAt(engine, "rec-db")).as("not restarted").isEqualTo(started);
    }

    @Test
    void byAPersonsYesOnceAndNeverWhereSomebodyWasSeenToTakeItOff() throws Exception {
        up("rec-db", "172.29.78.9");
        up("rec-theirs", "172.29.78.10");
        String was = networks("rec-db");
        String started = Spine.startedAt(engine, "rec-db");
        assertThat(was).contains(NETWORK + " 172.29.78.9 ", "db");
        ranWell("rec-db", "rec-theirs");
        engine.docker("network", "disconnect", NETWORK, "rec-db").orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            assertThat(isKnown("rec-theirs")).isTrue();
            engine.docker("network", "disconnect", NETWORK, "rec-theirs").orFail();
            await().atMost(Spine.SOON).until(() -> !isKnown("rec-theirs"));
            isNotReached(spine, "rec-theirs");
            isAskedAboutAndThenHealed(spine, was, started);

            JsonNode page = spine.page(key("rec-theirs"));
            assertThat(page.path("attempts").toString())
                    .contains("of no network is it known that it was there when it last ran well");
            assertThat(page.path("approvals")).isEmpty();
            assertThat(networks("rec-theirs")).isEmpty();
        }
    }

    /** All of it as it comes: it runs for a minute, and is taken off while nobody looks. */
    @Tag("long")
    @Test
    void fromARunThatItSawItself() throws Exception {
        up("rec-db", "172.29.78.9");
        String was = networks("rec-db");
        String started = Spine.startedAt(engine, "rec-db");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            assertThat(spine.incidents("rec-db")).isEmpty();
            await().atMost(Duration.ofSeconds(100)).until(() -> isKnown("rec-db"));
        }
        engine.docker("network", "disconnect", NETWORK, "rec-db").orFail();
        // What happened while it was away the engine tells of, unless it has forgotten: it remembers 256 messages.
        engine.run("rec-busy", List.of("--health-cmd=true", "--health-interval=10ms"), "sleep", "1000");
        try {
            await().atMost(Spine.SOON)
                    .until(() -> engine.docker("events", "--since", "1", "--until", "0s", "--filter",
                            "event=disconnect", "--filter", "network=" + NETWORK).orFail().text().isEmpty());
        } finally {
            engine.docker("rm", "--force", "rec-busy").orFail();
        }
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            isAskedAboutAndThenHealed(spine, was, started);
        }
    }
}
