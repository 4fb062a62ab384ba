package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What docs/runbook.md has to be typed and only looks is typed, once, on a real engine, with names put in. */
@RealEngine
class RunbookRunsTest {
    private static final String NAME = "runbook-web";
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern ENGINE = Pattern.compile("docker (inspect|logs|stats|top|ps|system df)( .*)?");
    private static final Pattern OURS = Pattern.compile("dockmedic (show|incidents|diagnose|advise|approvals)( .*)?");

    private final PrivateEngine engine;

    RunbookRunsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", NAME);
    }

    @Test
    void whatOnlyLooksRuns(@TempDir Path home) throws IOException {
        engine.run(NAME, List.of("--label=dockmedic.heal=true", "--health-cmd=true"), "sleep", "1000");
        List<String> engines = lines(ENGINE);
        List<String> ours = lines(OURS);
        assertThat(engines).hasSizeGreaterThan(12);
        assertThat(ours).hasSizeGreaterThan(6);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            Spine.kill9(engine, NAME);
            await().atMost(Spine.SOON).until(() -> !spine.incidents(NAME).isEmpty());
            await().atMost(Spine.SOON)
                    .until(() -> engine.docker("inspect", "-f", "{{.State.Running}}", NAME).text().equals("true"));
            String incident = spine.incidents(NAME).getFirst().path("id").asText();

            assertThat(engines).allSatisfy(line -> {
                Finished run = Command.run(Map.of("DOCKER_HOST", engine.dockerHost()),
                        List.of("bash", "-c", named(line, incident)));
                assertThat(run.exitCode() + run.stderr()).as(line).isEqualTo("0");
            });
            // What there is to advise has to be measured first.
            await().atMost(Spine.SOON).untilAsserted(() -> run("dockmedic advise " + NAME, home));
            assertThat(ours).allSatisfy(line -> run(named(line, incident), home));
        }
    }

    private static String named(String line, String incident) {
        return line.replace("CONTAINER", NAME).replace("SERVICE", NAME).replaceFirst("\\bID\\b", incident);
    }

    private static void run(String line, Path home) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        CommandLine commands = Main.commands().setOut(out).setErr(out);
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.removeFirst();
        words.addAll(1, List.of("--config", home.resolve("dockmedic.yml").toString()));
        assertThat(commands.execute(words.toArray(String[]::new))).as("%s: %s", line, said).isZero();
    }

    /** Each once, in the order of the page. */
    private static List<String> lines(Pattern which) throws IOException {
        return SHELL.matcher(Files.readString(Path.of("../docs/runbook.md")))
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> which.matcher(line).matches())
                .distinct()
                .toList();
    }
}
