package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that crashes since its image was changed goes back to the one on which it ran well, by the whole program. */
@RealEngine
@InMatrix(value = RollbackTest.SHOWN, on = Column.INSTALLED)
class RollbackTest {
    static final String SHOWN = "a service goes back to the image on which it ran well";
    static final String RULES = """
            groups:
              - name: back
                rules:
                  - alert: ExitsSinceDeployed
                    on: container.died
                    when: event.intent == 'not_asked' && event.exitCode != 0 && !event.engineRestarts
                    by: [event.service]
                    resolve: {on: container.started, for: 10m, unless: container.died}
                    annotations: {summary: "{{ event.service }} exits"}
                    remedy:
                      - {action: restart, verify: {running: 2s, within: 30s}}
                      - {action: rollback, with: {after: 0s}, verify: {running: 2s, within: 60s}}
                      - action: escalate
                  - alert: LoopsSinceDeployed
                    on: container.died
                    when: event.intent == 'not_asked' && event.exitCode != 0 && event.engineRestarts
                    by: [event.service]
                    count: {at_least: 2, within: 10m}
                    resolve: {on: container.started, for: 10m, unless: container.died}
                    labels: {loop: "true"}
                    annotations: {summary: "{{ event.service }} loops"}
                    remedy:
                      - {action: rollback, verify: {running: 2s, within: 60s}}
                      - action: escalate
            inhibit:
              - {source: ExitsSinceDeployed, target: [ContainerExitedWithError, ContainerCrashLoop], equal: [event.service]}
              - {source: LoopsSinceDeployed, target: ContainerCrashLoop, equal: [event.service]}
            """;
    static final String SWITCHED_ON = "actions: {careful: [rollback]}\n";

    private static final String GOOD = "back/web:1";
    private static final String BAD = "back/web:2";

    @TempDir
    Path home;

    private final PrivateEngine engine;
    private String said = "";

    RollbackTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void images() throws IOException {
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/back.yml"), RULES);
        BusyboxImage.importAs(engine, GOOD, List.of("CMD [\"sleep\",\"1000000\"]"));
        BusyboxImage.importAs(engine, BAD, List.of("CMD [\"sh\",\"-c\",\"sleep 0.2; exit 3\"]"));
    }

    /** As if it had run well for a minute, as it is set up now. */
    private void ranWell(String... services) throws Exception {
        RanWell.remember(home, engine, (service, calls, at) -> calls.details(service)
                .map(RanWell::done)
                .map(now -> GoodRun.of(service, "before", at, now, new byte[]{1}, "")), services);
    }

    private String id(String image) {
        return engine.docker("image", "inspect", "-f", "{{.Id}}", image).orFail().text();
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private void up(String name, String image, String... options) {
        String[] call = new String[options.length + 9];
        System.arraycopy(new String[]{"run", "--detach", "--network", "none", "--name", name, "--stop-timeout=1",
                "--label=dockmedic.heal=true"}, 0, call, 0, 8);
        System.arraycopy(options, 0, call, 8, options.length);
        call[call.length - 1] = image;
        engine.docker(call).orFail();
    }

    private int command(String... arguments) {
        StringWriter out = new StringWriter();
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = home.resolve("dockmedic.yml").toString();
        int code = Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all);
        said = out.toString();
        return code;
    }

    /** All of it as it comes: it runs for a minute, is deployed anew and fails. */
    @Tag("long")
    @Test
    void whatItSawRunWellItGoesBackTo() throws Exception {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            up("back-seen", GOOD);
            String container = inspect("{{.Id}}", "back-seen");
            await().atMost(Duration.ofSeconds(100)).until(this::isKnownToRunWell);
            engine.docker("rm", "-f", "back-seen").orFail();
            up("back-seen", BAD);
            spine.incident("back-seen", "ExitsSinceDeployed", "healed");
            assertThat(inspect("{{.Image}}", "back-seen")).isEqualTo(id(GOOD));
            assertThat(inspect("{{.Id}}", "back-seen")).isNotEqualTo(container);
            assertThat(spine.pages("back-seen")).isEmpty();
        }
    }

    private boolean isKnownToRunWell() throws SQLException {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT 1 FROM remediation_good_runs WHERE service = 'back-seen'")) {
            return row.next();
        }
    }

    @Test
    void restartThenRollbackThenAPerson() throws Exception {
        up("back-exits", GOOD);
        up("back-loops", GOOD, "--restart=always");
        up("back-odd", GOOD, "--env=A=1");
        ranWell("back-exits", "back-loops", "back-odd");
        engine.docker("rm", "-f", "back-exits", "back-loops", "back-odd").orFail();
        String bad = id(BAD);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            up("back-exits", BAD);
            up("back-loops", BAD, "--restart=always");
            up("back-odd", BAD, "--env=A=2");

            // What was deployed just now is for whoever deployed it to say, who sees both images.
            JsonNode page = spine.page("back-loops");
            String would = page.at("/approvals/0/would").asText();
            assertThat(would).as("%s", page).contains(BAD, GOOD, bad.substring(0, 19), "whoever deployed it");
            await().atMost(Spine.SOON)
                    .until(() -> command("approve", page.at("/approvals/0/id").asText(), "--reason", "back") == 0
                            || !said.contains("another step"));
            JsonNode approved = spine.incident("back-loops", "LoopsSinceDeployed", "healed");
            assertThat(approved.at("/remedy/attempts").toString()).contains("approved by");
            assertThat(inspect("{{.Image}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", "back-loops"))
                    .isEqualTo(id(GOOD) + " running always");

            JsonNode healed = spine.incident("back-exits", "ExitsSinceDeployed", "healed");
            assertThat(healed.at("/remedy/attempts")).extracting(attempt -> attempt.path("action").asText())
                    .startsWith("restart")
                    .endsWith("rollback");
            assertThat(spine.pages("back-exits")).isEmpty();
            assertThat(inspect("{{.Image}}", "back-exits")).isEqualTo(id(GOOD));

            // Set up otherwise than when it ran well: it may be that, so a person is asked though it is switched on.
            assertThat(spine.page("back-odd").at("/approvals/0/would").asText())
                    .contains("variable A is another one", BAD, GOOD);
            assertThat(inspect("{{.Image}}", "back-odd")).isEqualTo(bad);

            // Whoever deploys it again has it in hand: it is not taken back a second time, and told with both images.
            engine.docker("rm", "-f", "back-exits").orFail();
            up("back-exits", BAD);
            assertThat(spine.page("back-exits").toString()).contains("rolled back from " + BAD, "to " + GOOD,
                    "deploy back-exits again on " + BAD);
            assertThat(inspect("{{.Image}}", "back-exits")).isEqualTo(bad);
        }
    }
}
