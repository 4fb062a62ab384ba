package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole stack is restarted by the whole program; a person in the middle comes first, and a kill in the middle leaves nothing down. */
@RealEngine
@InMatrix(value = RestartStackTest.SHOWN, on = Column.INSTALLED)
class RestartStackTest {
    static final String SHOWN = "a stack is restarted in its order";
    private static final String LIVES = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final String SWITCHED_ON = "actions: {careful: [restart-stack]}\n";
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private final PrivateEngine engine;

    RestartStackTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void rules() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("stack.yml"), """
                groups:
                  - name: stack
                    rules:
                      - alert: StackExits
                        on: container.died
                        when: event.intent == 'not_asked' && event.exitCode != 0
                        by: [event.service]
                        resolve: {on: container.started, for: 10m, unless: container.died}
                        annotations: {summary: "{{ event.service }} exits"}
                        remedy:
                          - {action: restart-stack, with: {each: 30s}, verify: {running: 2s, within: 60s}}
                          - action: escalate
                inhibit:
                  - {source: StackExits, target: [ContainerExitedWithError, ContainerCrashLoop], equal: [event.service]}
                """);
    }

    private void up(String project, String service, String dependsOn, List<String> health, String script) {
        String[] call = {"--stop-timeout=1", "--label=dockmedic.heal=true",
                "--label=com.docker.compose.project=" + project, "--label=com.docker.compose.service=" + service,
                "--label=com.docker.compose.container-number=1", "--label=com.docker.compose.depends_on=" + dependsOn};
        List<String> options = new ArrayList<>(List.of(call));
        options.addAll(health);
        engine.run(project + "-" + service, options, "sh", "-c", "echo run >> /tmp/runs; " + script);
    }

    /** A database that takes its time to be healthy, what asks it, and what asks that. */
    private void chain(String project, int seconds) {
        up(project, "db", "", List.of("--health-cmd=test -e /tmp/ready", "--health-interval=500ms"),
                "rm -f /tmp/ready; sleep " + seconds + "; touch /tmp/ready; " + LIVES);
        up(project, "api", "db:service_healthy:true", List.of(), LIVES);
        up(project, "web", "api:service_started:true", List.of(), LIVES);
        await().atMost(SOON).until(() -> inspect("{{.State.Health.Status}}", project + "-db").equals("healthy"));
    }

    private void remove(String project) {
        engine.docker("rm", "-f", project + "-db", project + "-api", project + "-web").orFail();
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private long runs(String name) {
        return engine.docker("exec", name, "cat", "/tmp/runs").stdout().lines().count();
    }

    /** What the journal says came of it. */
    private String came(String service) {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT outcome, detail FROM remediation_acts WHERE action = 'restart-stack' AND service = '"
                                + service
                                + "' ORDER BY at DESC")) {
            return row.next() ? row.getString(1) + ": " + row.getString(2) : "";
        } catch (SQLException busy) {
            return "";
        }
    }

    @Test
    void theWholeStackIsRestartedAndWhoStopsOneOfThemInTheMiddleHasTheRightOfWay() {
        chain("whole", 1);
        chain("way", 3);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            Spine.kill9(engine, "whole-web");
            spine.incident("whole/web/1", "StackExits", "healed");
            assertThat(came("whole/web/1"))
                    .isEqualTo("done: restarted in this order: whole-db, whole-api, whole-web");
            for (String name : List.of("whole-db", "whole-api", "whole-web")) {
                assertThat(runs(name)).as(name).isEqualTo(2);
            }
            assertThat(spine.incidents("whole/db/1")).isEmpty();
            assertThat(spine.incidents("whole/api/1")).isEmpty();
            assertThat(spine.pages()).isEmpty();

            String api = inspect("{{.State.StartedAt}}", "way-api");
            Spine.kill9(engine, "way-web");
            await().atMost(SOON).until(() -> runs("way-db") == 2);
            engine.docker("stop", "way-api").orFail();
            JsonNode page = spine.page("way/web/1");
            assertThat(page.toString()).contains("somebody did stop on way-api", "restarted in this order: way-db");
            assertThat(inspect("{{.State.Status}} {{.State.StartedAt}}", "way-api")).isEqualTo("exited " + api);
            assertThat(Spine.status(engine, "way-db")).isEqualTo("running");
        }
        remove("whole");
        remove("way");
    }

    @Tag("long")
    @Test
    void afterAKillInTheMiddleItGoesOnAndRestartsNoneTwice() throws Exception {
        Files.writeString(home.resolve("dockmedic.yml"), """
                engine: {address: "%s"}
                listen: 127.0.0.1:0
                data_directory: data
                runtime_directory: run
                kernel_log: false
                settle: 1s
                %s
                """.formatted(engine.dockerHost(), SWITCHED_ON));
        chain("cut", 3);
        String api = inspect("{{.State.StartedAt}}", "cut-api");
        try (Forked program = new Forked(home)) {
            program.start();
            // What goes down before it has looked for the first time is left as it is.
            String config = home.resolve("dockmedic.yml").toString();
            await().atMost(SOON).until(() -> Main.commands().execute("health", "--ready", "--config", config) == 0);
            await().atMost(SOON).until(() -> {
                if (Spine.status(engine, "cut-web").equals("running")) {
                    Spine.kill9(engine, "cut-web");
                }
                return runs("cut-db") == 2;
            });
            program.kill();
            assertThat(inspect("{{.State.StartedAt}}", "cut-api")).as("it was in the middle").isEqualTo(api);
            program.start();

            await().atMost(SOON).until(() -> came("cut/web/1").startsWith("done"));
            assertThat(came("cut/web/1")).contains("restarted in this order: cut-db, cut-api, cut-web");
            for (String name : List.of("cut-db", "cut-api", "cut-web")) {
                assertThat(Spine.status(engine, name)).as(name).isEqualTo("running");
                assertThat(runs(name)).as(name).isEqualTo(2);
            }
        }
        remove("cut");
    }
}
