package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an alert of somebody else's asks for is done once, proven, and nobody is called: by the whole program on a real engine. */
@RealEngine
class AskedForByAlertTest {
    private static final List<String> ASKED = List.of("start", "unpause", "host-command", "http");
    private static final List<String> CONSENTS = List.of("--label=dockmedic.heal=true");

    @TempDir
    Path home;

    private final PrivateEngine engine;

    AskedForByAlertTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private static String rule(String action) {
        String with = switch (action) {
            case "host-command" -> "with: {name: note}, ";
            case "http" -> "with: {name: mend}, ";
            default -> "";
        };
        return """
                      - alert: Wants_%1$s
                        on: external.alert
                        when: event.alert == '%2$s' && event.status == 'firing'
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                        annotations: {summary: "{{ event.service }} wants %2$s"}
                        remedy: [{action: %2$s, %3$sverify: {running: 1s, within: 60s}}, {action: escalate}]
                """.formatted(action.replace('-', '_'), action, with);
    }

    private void send(Spine spine) throws Exception {
        String alerts = ASKED.stream().map(action -> """
                {"status": "firing", "labels": {"alertname": "%1$s", "name": "asked-%1$s", "host": "%2$s"},
                 "annotations": {}, "startsAt": "2026-11-01T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
                 "fingerprint": "%1$s"}""".formatted(action, HostName.own())).collect(Collectors.joining(",\n"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> taken = client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + spine.port() + "/api/v1/alerts"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + Files.readString(home.resolve("data/token")).strip())
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"version": "4", "receiver": "dockmedic", "status": "firing", "alerts": [%s]}"""
                            .formatted(alerts)))
                    .build(), HttpResponse.BodyHandlers.ofString());
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        }
    }

    private String settings(HttpServer called) {
        return """
                approvals: [{name: tests, actions: [unpause, host-command, http], services: ["asked-*"]}]
                host_commands: [{name: note, command: [/bin/sh, -c, "echo $0 >> %s", "{container}"]}]
                http_calls: [{name: mend, url: "http://127.0.0.1:%d/mend/{container}"}]
                """.formatted(home.resolve("noted"), called.getAddress().getPort());
    }

    private void up(String action, String script) {
        engine.run("asked-" + action, CONSENTS, "sh", "-c", script);
    }

    @Test
    void eachIsDoneOnceAndProven() throws Exception {
        Files.writeString(Files.createDirectory(home.resolve("rules.d")).resolve("asked.yml"),
                Stream.concat(Stream.of("groups:\n  - name: asked\n    rules:\n"),
                        ASKED.stream().map(AskedForByAlertTest::rule)).collect(Collectors.joining()));
        List<String> calls = new CopyOnWriteArrayList<>();
        HttpServer called = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        called.createContext("/", exchange -> {
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        called.start();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, settings(called))) {
            up("start", "test -e /tmp/again && exec sleep 1000; touch /tmp/again");
            engine.docker("wait", "asked-start").orFail();
            for (String action : ASKED.subList(1, ASKED.size())) {
                up(action, "exec sleep 1000");
            }
            engine.docker("pause", "asked-unpause").orFail();
            // Before all of them are in sight an alert is about no container.
            await().atMost(Spine.SOON)
                    .until(() -> ASKED.stream()
                            .allMatch(action -> spine.body("/api/v1/containers").contains("asked-" + action)));
            send(spine);
            for (String action : ASKED) {
                spine.incident(action + "/" + action, "Wants_" + action.replace('-', '_'), "healed");
                assertThat(Spine.status(engine, "asked-" + action)).as(action).isEqualTo("running");
            }
            assertThat(Spine.restarts(engine, "asked-start")).isOne();
            assertThat(Spine.restarts(engine, "asked-unpause")).isZero();
            assertThat(Files.readAllLines(home.resolve("noted"))).containsExactly("asked-host-command");
            assertThat(calls).containsExactly("POST /mend/asked-http");
            assertThat(spine.pages()).isEmpty();

            // What undoes them, by a person's hand, who is let be.
            engine.docker("stop", "--time=0", "asked-start").orFail();
            engine.docker("pause", "asked-unpause").orFail();
            spine.healSomethingElse(engine, "asked-control");
            assertThat(Spine.status(engine, "asked-start")).isEqualTo("exited");
            assertThat(Spine.status(engine, "asked-unpause")).isEqualTo("paused");
            assertThat(spine.pages()).isEmpty();
        } finally {
            called.stop(0);
            engine.docker("rm", "--force", "asked-control");
            ASKED.forEach(action -> engine.docker("rm", "--force", "asked-" + action).orFail());
        }
    }
}
