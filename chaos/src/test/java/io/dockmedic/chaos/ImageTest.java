package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** deploy/image/build on an engine without a network, and what it built, run there as docs/install.md says. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageTest {
    private static final String IMAGE = "dockmedic:test";
    private static final Duration SOON = Duration.ofMinutes(3);

    private final PrivateEngine engine = new PrivateEngine();
    private String group = "";

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        BuiltImage.of(engine, IMAGE, folder);
        group = Files.getAttribute(engine.socket(), "unix:gid").toString();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @Test
    void healsFromWithinAContainerThatMayDoNothingElse() {
        start("medic");
        await().atMost(SOON).until(() -> state("medic", "{{.State.Health.Status}}").equals("healthy"));
        await().atMost(SOON).until(() -> inside("medic", "health", "--ready").exitCode() == 0);
        assertThat(state("medic", "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}")).isEqualTo("9717:9717 true");

        engine.run("patient", Map.of("dockmedic.heal", "true"), "sleep", "1000");
        long before = pid("patient");
        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        await().atMost(SOON).until(() -> inside("medic", "incidents", "--all", "--json").text().contains("healed"));
        assertThat(pid("patient")).isPositive().isNotEqualTo(before);
        assertThat(engine.docker("diff", "medic")
                .orFail()
                .text()
                .lines()
                .filter(line -> !line.matches("[AC] /(var|var/run|var/run/docker.sock|run|run/docker.sock)")))
                .as("written outside the volume")
                .isEmpty();

        engine.docker("stop", "--time", "20", "medic").orFail();
        assertThat(state("medic", "{{.State.ExitCode}}")).as("by SIGTERM, in time").isEqualTo("143");
        assertThat(engine.docker("logs", "medic").orFail().stderr()).contains("Stopped");
    }

    @Test
    void neverActsOnItself() {
        // There is no shell for it, so this check fails.
        start("self", "--label=dockmedic.heal=true", "--health-cmd=true", "--health-retries=1");

        await().atMost(SOON).until(() -> inside("self", "incidents", "--json").text().contains("ourselves"));
        assertThat(state("self", "{{.RestartCount}} {{.State.Status}} {{.State.Health.Status}}"))
                .isEqualTo("0 running unhealthy");
    }

    @Test
    void hasNoShellAndStartsWithItsCache() {
        assertThat(engine.docker("run", "--rm", "--network=none", "--entrypoint=sh", IMAGE, "-c", "true").exitCode())
                .isEqualTo(127);
        Finished version = engine
                .docker("run", "--rm", "--network=none", "--env=JAVA_TOOL_OPTIONS=-XX:AOTMode=on", IMAGE,
                        "--version")
                .orFail();
        assertThat(version.text()).contains("dockmedic ");
        assertThat(engine.docker("inspect", "-f", "{{json .Config.Labels}}", IMAGE).orFail().text())
                .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"")
                .doesNotContain("unknown");
    }

    private void start(String name, String... more) {
        List<String> call = new ArrayList<>(List.of("run", "--detach", "--name=" + name, "--network=none",
                "--read-only",
                "--cap-drop=ALL", "--security-opt=no-new-privileges", "--group-add=" + group,
                "--volume=" + engine.socket() + ":/var/run/docker.sock", "--volume=" + name + ":/var/lib/dockmedic",
                "--health-interval=1s", "--health-start-period=0s"));
        call.addAll(List.of(more));
        call.add(IMAGE);
        engine.docker(call.toArray(String[]::new)).orFail();
    }

    private Finished inside(String name, String... arguments) {
        List<String> call = new ArrayList<>(List.of("exec", name, "dockmedic"));
        call.addAll(List.of(arguments));
        return engine.docker(call.toArray(String[]::new));
    }

    private String state(String name, String format) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private long pid(String name) {
        return Long.parseLong(state(name, "{{.State.Pid}}"));
    }
}
