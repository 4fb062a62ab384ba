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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory limits are raised and put back, by the whole program on a real engine. */
@RealEngine
@InMatrix(value = LimitsTest.SHOWN, on = Column.INSTALLED)
class LimitsTest {
    static final String SHOWN = "a memory limit is raised, and put back";
    private static final String HEAL = "--label=dockmedic.heal=true";
    private static final String SWITCHED_ON = "actions: {careful: [limits]}\n";
    private static final long MIB = 1 << 20;

    /** Its main process holds so much memory for good; it is killed where that is more than it may have. */
    private static final String HOLDS = "mkfifo /f; sleep 1000 < /f & exec dd if=/dev/zero of=/f bs=%dM";
    /** A child takes 40 MiB when it is told to, and the main process lives on whatever comes of it. */
    private static final String CHILD = "while :; do [ -e /go ] && rm /go && dd if=/dev/zero of=/dev/null bs=40M count=1;"
            + " sleep 0.2; done";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    LimitsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void rules() throws IOException {
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/raise.yml"), """
                groups:
                  - name: raise
                    rules:
                      - alert: Short
                        on: container.started
                        when: event.service in ['lim-calm', 'lim-bound', 'lim-none', 'lim-noswap']
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to have more memory"}
                        remedy:
                          - action: limits
                            with: {memory: 2x, ceiling: 96MiB, calm: 10s}
                            verify: {running: 1s, within: 30s}
                          - action: escalate
                      - alert: Touched
                        on: container.started
                        when: event.service in ['lim-mine', 'lim-theirs']
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to have more memory"}
                        remedy:
                          - action: limits
                            with: {calm: 30s}
                            verify: {running: 1s, within: 30s}
                          - action: escalate
                """);
    }

    private void run(String name, String command, String... options) {
        engine.run(name, Stream.concat(Stream.of(HEAL), Stream.of(options)).toList(), "sh", "-c", command);
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private long memory(String name) {
        return Long.parseLong(inspect("{{.HostConfig.Memory}}", name)) / MIB;
    }

    /** Of memory and swap together; -1 where the kernel does not count swap. */
    private long withSwap(String name) {
        long bytes = Long.parseLong(inspect("{{.HostConfig.MemorySwap}}", name));
        return bytes < 0 ? bytes : bytes / MIB;
    }

    private static Optional<JsonNode> page(Spine spine, String service, String rule) {
        return spine.pages(service)
                .stream()
                .filter(page -> page.at("/incident/rule").asText().equals(rule))
                .findFirst();
    }

    private void becomes(String name, long mebibytes) {
        await().atMost(Spine.SOON).untilAsserted(() -> assertThat(memory(name)).isEqualTo(mebibytes));
    }

    @Test
    void whatIsKilledForWantOfMemoryRunsWithMoreAndWhatIsNotNeededGoesBack() throws Exception {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            // What people do meanwhile stays: another limit without a word, any other change with one.
            run("lim-mine", "exec sleep 1000", "--memory=32m");
            run("lim-theirs", "exec sleep 1000", "--memory=32m");
            spine.incident("lim-mine", "Touched", "healed");
            spine.incident("lim-theirs", "Touched", "healed");
            engine.docker("update", "--memory=80m", "--memory-swap=160m", "lim-mine").orFail();
            engine.docker("update", "--cpu-shares=512", "lim-theirs").orFail();

            // The shipped rules: one that is down, one that the engine starts itself, a child, and one that more does not help.
            run("lim-down", HOLDS.formatted(40), "--memory=32m");
            run("lim-policy", HOLDS.formatted(40), "--memory=32m", "--memory-swap=32m", "--restart=always");
            run("lim-hungry", HOLDS.formatted(60), "--memory=32m");
            run("lim-child", CHILD, "--memory=32m", "--memory-swap=32m");
            // A rule of our own.
            run("lim-noswap", "exec sleep 1000", "--memory=32m", "--memory-swap=32m");
            run("lim-none", "exec sleep 1000");

            assertThat(spine.incident("lim-down", "ContainerKilledOom", "healed").toString())
                    .contains("healed");
            assertThat(memory("lim-down")).isEqualTo(48);
            assertThat(withSwap("lim-down")).isIn(80L, -1L);
            assertThat(Spine.restarts(engine, "lim-down")).isOne();
            becomes("lim-policy", 48);
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, "lim-policy").equals("running"));

            // Its three deaths are a loop besides, of which a person may be told first.
            spine.incident("lim-hungry", "ContainerKilledOom", "escalated");
            await().atMost(Spine.SOON).until(() -> page(spine, "lim-hungry", "ContainerKilledOom").isPresent());
            JsonNode page = page(spine, "lim-hungry", "ContainerKilledOom").orElseThrow();
            assertThat(page.path("acts").toString()).contains("raised from 32.0 MiB to 48.0 MiB",
                    "mem_limit: 48m in Compose");
            // A rung may be taken more than once: what has changed since the decision is decided anew.
            assertThat(page.path("attempts").findValuesAsText("action").stream().distinct())
                    .containsExactly("limits", "restart", "escalate");
            assertThat(memory("lim-hungry")).isEqualTo(48);

            engine.docker("exec", "lim-child", "touch", "/go").orFail();
            spine.incident("lim-child", "ContainerProcessKilledOom", "healed");
            assertThat(memory("lim-child")).isEqualTo(48);
            assertThat(withSwap("lim-child")).isIn(48L, -1L);
            assertThat(Spine.restarts(engine, "lim-child")).isZero();

            assertThat(spine.page("lim-none").path("attempts").toString()).contains("no memory limit");
            spine.incident("lim-noswap", "Short", "healed");
            becomes("lim-noswap", 32);
            assertThat(withSwap("lim-noswap")).isIn(32L, -1L);
            assertThat(inspect("{{.State.Status}}", "lim-noswap")).isEqualTo("running");

            await().atMost(Spine.SOON).until(() -> spine.pages().toString().contains("\"kind\":\"kept\""));
            assertThat(spine.pages().toString()).contains("docker update --memory=32m",
                    "lim-theirs; or to keep it, mem_limit: 48m");
            assertThat(memory("lim-theirs")).isEqualTo(48);
            assertThat(memory("lim-mine")).isEqualTo(80);
            assertThat(spine.pages("lim-mine")).isEmpty();
        }
    }

    @Tag("long")
    @Test
    void whatIsOwedOutlivesDockmedicAndTheCeilingToo() throws Exception {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            run("lim-calm", "exec sleep 1000", "--memory=32m");
            // So much in use that it is not put back.
            run("lim-bound", HOLDS.formatted(30), "--memory=36m", "--memory-swap=36m");
            spine.incident("lim-calm", "Short", "healed");
            spine.incident("lim-bound", "Short", "healed");
            assertThat(memory("lim-bound")).isEqualTo(72);
        }
        try (Spine again = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            becomes("lim-calm", 32);
            assertThat(again.pages("lim-calm")).isEmpty();
            assertThat(memory("lim-bound")).isEqualTo(72);
            assertThat(inspect("{{.State.Status}}", "lim-bound")).isEqualTo("running");
        }
    }

    @Test
    void aDryRunSaysWhatWouldBeSetAndChangesNothing() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "dry_run: true\n" + SWITCHED_ON)) {
            run("lim-dry", HOLDS.formatted(40), "--memory=32m");
            String said = spine.incident("lim-dry", "ContainerKilledOom", "suppressed").toString();
            assertThat(said).contains("from 32.0 MiB to 48.0 MiB, and the container started");
            assertThat(memory("lim-dry")).isEqualTo(32);
            assertThat(Spine.status(engine, "lim-dry")).isEqualTo("exited");
        }
    }
}
