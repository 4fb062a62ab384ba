package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ladders of shipped rules to their ends, by the whole program on a real engine: each rung is taken because the one before did
 * not help. Word for word as they are shipped, but for times, that what was deployed just now is not asked about, and for a
 * name that is their file's own.
 */
@Tag("long")
@RealEngine
class ShippedLaddersTest {
    private static final String SWITCHED_ON = "actions: {careful: [recreate, rollback, end-loop]}\n";
    private static final String GOOD = "ladder/web:1";
    private static final String BAD = "ladder/web:2";

    @TempDir
    Path home;

    private final PrivateEngine engine;
    private final List<String> made = new ArrayList<>();

    ShippedLaddersTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        made.forEach(name -> engine.docker("rm", "--force", name));
    }

    /** The shipped one keeps still beside it. */
    private void soon(String alert, String... changes) throws IOException {
        Shortened.rule(home, alert, changes);
        Files.writeString(home.resolve("rules.d/" + alert + ".yml"),
                "inhibit:\n  - {source: " + alert + "Soon, target: " + alert + ", equal: [event.service]}\n",
                StandardOpenOption.APPEND);
    }

    private static List<String> rungs(JsonNode attempts) {
        List<String> rungs = new ArrayList<>();
        attempts.forEach(one -> rungs.add(one.path("action").asText() + " " + one.path("verdict").asText()));
        return rungs;
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private String up(String name, String health) {
        made.add(name);
        return engine.run(name, List.of("--label=dockmedic.heal=true", "--restart=unless-stopped", "--stop-timeout=1",
                "--health-cmd=" + health, "--health-interval=300ms", "--health-retries=2"),
                "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 60 & wait; done");
    }

    private void unhealthySoon() throws IOException {
        soon("ContainerUnhealthy", "attempts: [0s, 10s]", "attempts: [0s, 1s]", "{healthy: 10s, within: 120s}",
                "{healthy: 2s, within: 6s}", "- action: recreate\n",
                "- action: recreate\n            with: {after: 0s}\n",
                "        unless: [probeIsMissing, isRecovering]\n", "");
    }

    @Test
    void unhealthyIsRestartedThenMadeAnewThenAPersons() throws IOException {
        unhealthySoon();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            String layer = up("ladder-layer", "test ! -e /tmp/bad");
            String hopeless = up("ladder-hopeless", "echo no database; exit 1");
            engine.docker("exec", "ladder-layer", "touch", "/tmp/bad").orFail();

            JsonNode healed = spine.incident("ladder-layer", "ContainerUnhealthySoon", "healed");
            assertThat(rungs(healed.at("/remedy/attempts")))
                    .containsExactly("restart act", "restart act", "recreate act");
            assertThat(healed.at("/remedy/attempts/1/outcome").asText()).startsWith("not healed: ");
            assertThat(healed.at("/remedy/attempts/2/outcome").asText()).isEqualTo("healed");
            assertThat(inspect("{{.Id}}", "ladder-layer")).isNotEqualTo(layer);
            assertThat(inspect("{{.State.Health.Status}} {{.HostConfig.RestartPolicy.Name}}", "ladder-layer"))
                    .isEqualTo("healthy unless-stopped");
            assertThat(spine.pages("ladder-layer")).isEmpty();

            JsonNode page = spine.page("ladder-hopeless");
            assertThat(rungs(page.path("attempts"))).startsWith("restart act", "restart act", "recreate act");
            assertThat(page.at("/attempts/2/outcome").asText()).startsWith("not healed: its health check says");
            assertThat(page.toString()).contains("no database");
            assertThat(inspect("{{.Id}}", "ladder-hopeless")).isNotEqualTo(hopeless);
            assertThat(inspect("{{.State.Status}}", "ladder-hopeless")).isEqualTo("running");
            assertThat(spine.pages("ladder-hopeless")).hasSize(1);
        }
    }

    /** The owner did not switch it on: the rung is left out, and said to be. */
    @Test
    void whereNobodyAllowsItNothingIsMadeAnew() throws IOException {
        unhealthySoon();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            String as = up("ladder-kept", "test ! -e /tmp/bad");
            engine.docker("exec", "ladder-kept", "touch", "/tmp/bad").orFail();
            JsonNode page = spine.page("ladder-kept");
            assertThat(rungs(page.path("attempts"))).startsWith("restart act", "restart act", "recreate suppress");
            assertThat(page.at("/attempts/2/reason").asText()).isEqualTo("not_switched_on");
            assertThat(inspect("{{.Id}}", "ladder-kept")).isEqualTo(as);
        }
    }

    @Test
    void aCrashLoopGoesBackToTheImageThatRanWellAndElseIsEndedAndAPersons() throws Exception {
        soon("ContainerCrashLoop", "- action: rollback\n", "- action: rollback\n            with: {after: 0s}\n",
                "{running: 2m, within: 4m}", "{running: 3s, within: 30s}");
        BusyboxImage.importAs(engine, GOOD, List.of("CMD [\"sleep\",\"1000000\"]"));
        BusyboxImage.importAs(engine, BAD, List.of("CMD [\"sh\",\"-c\",\"echo no such table; sleep 0.2; exit 3\"]"));
        loops("ladder-back", GOOD);
        RanWell.remember(home, engine, (service, calls, at) -> calls.details(service)
                .map(RanWell::done)
                .map(now -> GoodRun.of(service, "before", at, now, new byte[]{1}, "")), "ladder-back");
        engine.docker("rm", "-f", "ladder-back").orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            loops("ladder-back", BAD);
            loops("ladder-end", BAD);

            JsonNode healed = spine.incident("ladder-back", "ContainerCrashLoopSoon", "healed");
            assertThat(rungs(healed.at("/remedy/attempts"))).containsExactly("rollback act");
            assertThat(inspect("{{.Image}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", "ladder-back"))
                    .isEqualTo(engine.docker("image", "inspect", "-f", "{{.Id}}", GOOD).orFail().text()
                            + " running always");
            assertThat(spine.pages("ladder-back")).isEmpty();

            // Of that one it is not known that it ever ran well.
            JsonNode page = spine.page("ladder-end");
            assertThat(rungs(page.path("attempts"))).startsWith("rollback act", "end-loop act");
            assertThat(page.at("/attempts/0/outcome").asText()).contains("it is not known on which image it ran well");
            assertThat(page.at("/attempts/1/outcome").asText()).isEqualTo("contained: it stands still");
            assertThat(page.toString()).contains("no such table");
            Awaitility.await()
                    .atMost(Spine.SOON)
                    .until(() -> inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", "ladder-end")
                            .equals("exited no"));
            assertThat(spine.pages("ladder-end")).hasSize(1);
        }
    }

    private void loops(String name, String image) {
        made.add(name);
        engine.docker("run", "--detach", "--network", "none", "--name", name, "--stop-timeout=1",
                "--label=dockmedic.heal=true", "--restart=always", image).orFail();
    }
}
