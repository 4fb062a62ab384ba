package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container whose own layer has gone bad is made anew, by the whole program on a real engine. */
@RealEngine
@InMatrix(value = RecreateTest.SHOWN, on = Column.INSTALLED)
class RecreateTest {
    static final String SHOWN = "a container whose layer went bad is made anew";
    static final String RULES = """
            groups:
              - name: anew
                rules:
                  - alert: BadLayer
                    on: container.health
                    when: event.status == 'unhealthy'
                    by: [event.service]
                    resolve: {on: container.health, when: event.status == 'healthy'}
                    annotations: {summary: "{{ event.service }} is unhealthy"}
                    remedy:
                      - {action: recreate, with: {after: 0s}, verify: {healthy: 3s, within: 60s}}
                      - action: escalate
            inhibit:
              - {source: BadLayer, target: ContainerUnhealthy, equal: [event.service]}
            """;
    static final String SWITCHED_ON = "actions: {careful: [recreate]}\n";

    private static final List<String> OPTIONS = List.of("--label=dockmedic.heal=true", "--restart=unless-stopped",
            "--stop-timeout=1", "--health-cmd=test ! -e /tmp/bad", "--health-interval=1s", "--health-retries=1");

    @TempDir
    Path home;

    private final PrivateEngine engine;

    RecreateTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void rules() throws IOException {
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/anew.yml"), RULES);
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private String up(String name) {
        return engine.run(name, OPTIONS, "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 60 & wait; done");
    }

    private void spoil(String name) {
        await().atMost(Spine.SOON).until(() -> inspect("{{.State.Health.Status}}", name).equals("healthy"));
        engine.docker("exec", name, "touch", "/tmp/bad").orFail();
    }

    private List<String> called(String name) {
        return engine.docker("ps", "-a", "--format", "{{.Names}}", "--filter", "name=" + name)
                .orFail()
                .text()
                .lines()
                .toList();
    }

    @Test
    void itIsMadeAnewProvenAndNobodyIsTold() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            String old = up("bad-layer");
            spoil("bad-layer");
            JsonNode healed = spine.incident("bad-layer", "BadLayer", "healed");
            assertThat(healed.at("/remedy/attempts")).hasSize(1);
            assertThat(healed.at("/remedy/attempts/0/outcome").asText()).isEqualTo("healed");
            assertThat(inspect("{{.Id}}", "bad-layer")).isNotEqualTo(old);
            assertThat(inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", "bad-layer"))
                    .isEqualTo("running unless-stopped");
            assertThat(called("bad-layer")).containsExactly("bad-layer");
            // What it was made of and what became of it is ours: nobody's doing, and no fault.
            spine.healSomethingElse(engine, "anew-control");
            assertThat(spine.incidents("bad-layer")).extracting(incident -> incident.path("rule").asText())
                    .containsExactlyInAnyOrder("BadLayer", "ContainerUnhealthy");
            assertThat(spine.pages("bad-layer")).isEmpty();
            // The new one is watched as the old one was.
            Spine.kill9(engine, "bad-layer");
            await().atMost(Spine.SOON)
                    .until(() -> inspect("{{.RestartCount}} {{.State.Status}}", "bad-layer")
                            .equals("1 running"));
        }
    }

    @Test
    void aPersonsStopInTheMiddleIsLeftAsItIs() {
        try (SocketProxy proxy = new SocketProxy(engine.socket());
                Spine spine = Spine.ready(proxy.dockerHost(), home, SWITCHED_ON)) {
            String old = up("stopped-anew");
            proxy.treatNext(SocketProxy.fitting("POST", "/start"),
                    new Treatment.At(Moment.AFTER, () -> engine.docker("stop", "stopped-anew").orFail()));
            spoil("stopped-anew");
            await().atMost(Spine.SOON)
                    .until(() -> spine.incidents("stopped-anew").toString().contains("in the middle"));
            spine.healSomethingElse(engine, "anew-control-2");
            assertThat(inspect("{{.State.Status}} {{.Id}}", "stopped-anew")).isEqualTo("exited " + old);
            assertThat(called("stopped-anew")).containsExactly("stopped-anew");
            assertThat(inspect("{{.HostConfig.RestartPolicy.Name}}", "stopped-anew")).isEqualTo("unless-stopped");
        }
    }

    @Test
    void whoDeployedItJustNowIsAskedAndItIsDoneOnTheirYes() throws IOException {
        Files.writeString(home.resolve("rules.d/anew.yml"), RULES.replace("with: {after: 0s}, ", ""));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            String old = up("fresh-layer");
            spoil("fresh-layer");
            JsonNode question = spine.page("fresh-layer").at("/approvals/0");
            assertThat(question.toString()).contains("whoever deployed it has to say yes");
            assertThat(inspect("{{.Id}}", "fresh-layer")).isEqualTo(old);
            StringWriter said = new StringWriter();
            await().atMost(Spine.SOON)
                    .until(() -> spine.incidents("fresh-layer").toString().contains("\"escalated\""));
            int code = Main.commands()
                    .setOut(new PrintWriter(said, true))
                    .setErr(new PrintWriter(said, true))
                    .execute("approve", question.path("id").asText(), "--reason=mine", "--config",
                            home.resolve("dockmedic.yml").toString());
            assertThat(code).as(said::toString).isZero();
            spine.incident("fresh-layer", "BadLayer", "healed");
            assertThat(inspect("{{.Id}}", "fresh-layer")).isNotEqualTo(old);
        }
    }
}
