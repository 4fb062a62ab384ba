package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container wrote before it ended is told with the incident, on a real engine, also when the container is gone. */
@RealEngine
class LastLinesTest {
    @TempDir
    Path home;

    @Test
    void theLogOfTheRunThatEndedIsShownOfEachEnd(PrivateEngine engine) throws Exception {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.run("broken", List.of(), "sh", "-c",
                    "echo run $(cat /n 2>/dev/null); echo 2 > /n; echo password=hunter2 >&2; echo FATAL no database; exit 3");
            await().atMost(Spine.SOON).untilAsserted(() -> assertThat(show("broken")).contains("FATAL no database"));
            assertThat(spine.incidents("broken")).hasSize(1);
            assertThat(show("broken")).contains("Its log before it ended:", "  run\n")
                    .doesNotContain("hunter2", "run 2");

            engine.docker("start", "broken").orFail();
            await().atMost(Spine.SOON).until(() -> show("broken").contains("run 2"));
            String second = log(show("broken"));
            assertThat(second.lines().filter(line -> line.endsWith("FATAL no database"))).hasSize(2);
            assertThat(second.lines().filter(line -> line.endsWith("  run"))).as("of its own run alone").hasSize(1);

            engine.docker("rm", "broken").orFail();
            assertThat(log(show("broken"))).isEqualTo(second);
        }
    }

    /** As it was then: by now it is healed, and then gone. */
    @Test
    void whatItLookedLikeWhenItFiredIsKeptWithTheIncident(PrivateEngine engine) throws Exception {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.run("seen", List.of("--label=dockmedic.heal=true"), "sh", "-c",
                    "test -e /ran && exec sleep 100000; touch /ran; echo password=hunter2; echo FATAL no database; exit 3");
            spine.incident("seen", "ContainerExitedWithError", "healed");
            engine.docker("rm", "--force", "seen").orFail();

            assertThat(show("seen")).contains("What it looked like:", "it ended with exit code 3",
                    "The first error in its log: FATAL no database").doesNotContain("hunter2");
            assertThat(show("seen", "--markdown")).contains("## What it looked like\n\n- ",
                    "it ended with exit code 3");
            JsonObject found = new JsonObject(show("seen", "--json")).getJsonObject("diagnosis");
            assertThat(found.getJsonObject("container").getString("status")).isEqualTo("exited");
            assertThat(found.getJsonArray("log")).contains("FATAL no database");
        }
    }

    private static String log(String shown) {
        return shown.substring(shown.indexOf("Its log before it ended:"));
    }

    private String show(String name, String... more) {
        StringWriter out = new StringWriter();
        List<String> line = new ArrayList<>(
                List.of("show", name, "--config", home.resolve("dockmedic.yml").toString()));
        line.addAll(List.of(more));
        Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(line.toArray(String[]::new));
        return out.toString();
    }
}
