package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container answers, or what is heard of it, is what proves that a restart helped, by the whole program on a real engine. */
@RealEngine
class ProbesTest {
    private static final String NETWORK = "probes";
    private static final String SETTINGS = """
            approvals:
              - {name: probes, actions: [exec], services: [prb-exec]}
            """;
    private static final String SERVES = "mkdir /tmp/www; echo well > /tmp/www/health; exec httpd -f -p 8080 -h /tmp/www";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    ProbesTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void rules() throws IOException {
        engine.docker("network", "create", NETWORK).orFail();
        StringBuilder rules = new StringBuilder("groups:\n  - name: probes\n    rules:\n");
        rules.append(
                rule("Http", "prb-http", "{http: {port: 8080, path: /health, status: 200, for: 1s}, within: 30s}"));
        rules.append(rule("Tcp", "prb-tcp", "{tcp: {port: 8080, for: 1s}, within: 30s}"));
        rules.append(rule("Exec", "prb-exec", "{exec: {command: [test, -e, /tmp/up], for: 1s}, within: 30s}"));
        rules.append(rule("Deaf", "prb-deaf", "{http: {port: 8080, for: 1s}, within: 5s}"));
        rules.append(rule("Wrong", "prb-wrong", "{http: {port: 8080, path: /gone, for: 1s}, within: 5s}"));
        rules.append(rule("Denied", "prb-denied", "{exec: {command: [touch, /tmp/touched], for: 1s}, within: 5s}"));
        rules.append(rule("Read", "prb-read", "{seen: {on: container.sample, when: event.threads > 0}, within: 30s}"));
        rules.append(rule("Silent", "prb-silent", "{seen: {on: container.health}, within: 5s}"));
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/probes.yml"), rules);
    }

    @AfterEach
    void noNetwork() {
        List<String> call = new ArrayList<>(List.of("rm", "--force"));
        for (String name : List.of("http", "tcp", "exec", "deaf", "wrong", "denied", "read", "silent")) {
            call.add("prb-" + name);
        }
        engine.docker(call.toArray(String[]::new)).orFail();
        engine.docker("network", "rm", NETWORK).orFail();
    }

    private static String rule(String name, String service, String verify) {
        return """
                      - alert: %s
                        on: container.started
                        when: event.service == '%s'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be restarted"}
                        remedy:
                          - {action: restart, verify: %s}
                          - action: escalate
                """.formatted(name, service, verify);
    }

    private void up(String name, String command) {
        engine.docker("run", "--detach", "--network", NETWORK, "--name", name, "--label=dockmedic.heal=true",
                "--stop-timeout=1", BusyboxImage.in(engine), "sh", "-c", command).orFail();
    }

    @Test
    void aRestartIsProvenByWhatIsAnsweredAndElseTheLadderIsClimbed() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SETTINGS)) {
            up("prb-http", SERVES);
            up("prb-tcp", SERVES);
            up("prb-exec", "sleep 2; touch /tmp/up; exec sleep 1000");
            up("prb-deaf", "exec sleep 1000");
            up("prb-wrong", SERVES);
            up("prb-denied", "exec sleep 1000");
            up("prb-read", "exec sleep 1000");
            up("prb-silent", "exec sleep 1000");

            spine.incident("prb-http", "Http", "healed");
            spine.incident("prb-tcp", "Tcp", "healed");
            spine.incident("prb-exec", "Exec", "healed");
            spine.incident("prb-read", "Read", "healed");
            assertThat(spine.page("prb-silent").path("attempts").toString())
                    .contains("nothing was heard of it, by container.health, which proves nothing, within 5 s");
            JsonNode deaf = spine.page("prb-deaf");
            assertThat(deaf.path("attempts").toString())
                    .containsPattern("not healed: port 8080 of prb-deaf refused the connection, \\d tries within 5 s");
            assertThat(spine.page("prb-wrong").path("attempts").toString())
                    .contains(
                            "GET /gone at port 8080 of prb-wrong was answered with status 404 and not with a status of"
                                    + " 200 to 299");
            assertThat(spine.page("prb-denied").path("attempts").toString()).contains("not_switched_on",
                    "no approval in the configuration covers exec of it, now, by which it is to be proven");
            assertThat(Spine.restarts(engine, "prb-denied")).isZero();
            assertThat(engine.docker("exec", "prb-denied", "ls", "/tmp").orFail().text()).isEmpty();
            for (String name : List.of("prb-http", "prb-tcp", "prb-exec", "prb-deaf", "prb-read", "prb-silent")) {
                assertThat(Spine.restarts(engine, name)).as(name).isEqualTo(1);
            }
        }
    }
}
