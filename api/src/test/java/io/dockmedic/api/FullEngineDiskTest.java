package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What makes the engine write is asked of one whose disk has no room left, by the whole program: nothing is half done, and a person is
 * told why.
 */
@Tag("long")
class FullEngineDiskTest {
    private static final String RUNS = "verify: {running: 1s, within: 20s}";
    private static final String LOOKS = "{{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.Memory}}";

    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    Path home;

    /** The last step before a person is told, by the name of its container. */
    private static Map<String, String> steps(String image) {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("full-restart", "restart, " + RUNS);
        steps.put("full-limits", "limits, " + RUNS);
        steps.put("full-end-loop", "end-loop, " + RUNS);
        steps.put("full-recreate", "recreate, with: {after: 0s}, " + RUNS);
        steps.put("full-run", "run, with: {image: \"" + image + "\", command: [\"true\"]}, " + RUNS);
        return steps;
    }

    private static String rule(String name, String step) {
        return """
                      - alert: %s
                        on: container.health
                        when: event.service == '%s' && event.status == 'healthy'
                        resolve: {on: container.removed}
                        by: [event.service]
                        annotations: {summary: "{{ event.service }}"}
                        remedy: [{action: %s}, {action: escalate}]
                """.formatted(name.replace('-', '_'), name, step);
    }

    @Test
    void nothingIsHalfDoneAndAPersonIsTold() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "engine", 192, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root())) {
            String image = engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine)).orFail().text();
            Map<String, String> steps = steps(image);
            Path go = rules(steps);
            steps.keySet().forEach(name -> up(engine, name, go.getParent()));
            String before = names(engine);
            try (Spine spine = Spine.ready(engine.dockerHost(), home, """
                    actions: {careful: [limits, end-loop, recreate]}
                    approvals: [{name: tests, actions: [run], services: ["full-*"]}]
                    """)) {
                disk.fill();
                Files.createFile(go);
                for (String name : steps.keySet()) {
                    assertThat(ended(spine, name).at("/remedy/attempts").toString()).as(name)
                            .contains("no space left on device");
                    // The engine has ended it for a restart, and cannot start it.
                    assertThat(looks(engine, name)).as("%s", spine.incidents(name))
                            .isEqualTo((name.equals("full-restart") ? "exited" : "running") + " always 33554432");
                    assertThat(spine.page(name).toString()).as(name).contains("no space left on device");
                }
                disk.empty();
                assertThat(names(engine)).as("nothing is left of what is made").isEqualTo(before);
            }
        }
    }

    /** @return what is to be made when all of them are to begin */
    private Path rules(Map<String, String> steps) throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: full\n    rules:\n");
        steps.forEach((name, step) -> rules.append(rule(name, step)));
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("full.yml"), rules);
        return Files.createDirectories(home.resolve("ctl")).resolve("go");
    }

    private static void up(PrivateEngine engine, String name, Path control) {
        engine.run(name, List.of("--label=dockmedic.heal=true", "--restart=always", "--stop-timeout=1", "--memory=32m",
                "--volume=" + control + ":/ctl", "--health-cmd=test -e /ctl/go", "--health-interval=2s",
                "--health-retries=1000"), "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done");
    }

    private static JsonNode ended(Spine spine, String name) {
        return await(name).atMost(LONG)
                .until(() -> spine.incidents(name)
                        .stream()
                        .filter(one -> one.path("rule").asText().equals(name.replace('-', '_')))
                        .filter(one -> List.of("healed", "escalated")
                                .contains(one.at("/remedy/state").asText()))
                        .findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static String looks(PrivateEngine engine, String name) {
        return engine.docker("inspect", "-f", LOOKS, name).text();
    }

    private static String names(PrivateEngine engine) {
        return engine.docker("ps", "--all", "--format", "{{.Names}}").orFail().text();
    }
}
