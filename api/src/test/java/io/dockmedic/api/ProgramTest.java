package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, on a machine whose engine is not there. */
class ProgramTest {
    private static final int SIGTERM_EXIT = 143;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path config;

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(folder.resolve("dockmedic.yml"), """
                engine: {address: "unix://%s/no-engine.sock"}
                listen: 127.0.0.1:0
                data_directory: data
                runtime_directory: run
                """.formatted(folder));
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void servesWithoutAnEngineAnswersTheCommandLineAndStops() throws Exception {
        Process serve = serving("serve.log");

        Process incidents = start("incidents.log", "incidents", "--config", config.toString());
        assertThat(incidents.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(incidents.exitValue()).isZero();
        assertThat(folder.resolve("incidents.log")).hasContent("No open incidents.");

        serve.destroy();
        assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(SIGTERM_EXIT);
        assertThat(folder.resolve("data/control.sock")).doesNotExist();
        assertThat(folder.resolve("serve.log")).content()
                .containsPattern("INFO  Starting  version=\\S+ config=" + config + " data=" + folder + "/data rules="
                        + folder + "/rules.d heal=labelled dry_run=false receivers=0")
                .contains("INFO  Stopped");
    }

    @Test
    void startsAgainAfterAKill() throws Exception {
        Process first = serving("first.log");
        first.destroyForcibly().waitFor();
        assertThat(folder.resolve("data/control.sock")).exists();

        assertThat(serving("second.log").isAlive()).isTrue();
    }

    @Test
    void aSecondInstanceOnTheSameDataSaysSoAndLeavesTheFirstAlone() throws Exception {
        Process first = serving("first.log");

        Process second = start("second.log", "serve", "--config", config.toString());
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(folder.resolve("second.log")).content().contains("another Dockmedic answers at");
        assertThat(first.isAlive()).isTrue();
        assertThat(folder.resolve("data/control.sock")).exists();
    }

    private Process serving(String log) throws IOException {
        Process process = start(log, "serve", "--config", config.toString());
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(folder.resolve(log)).content().contains("Serving HTTP"));
        return process;
    }

    private Process start(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.dockmedic.api.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        started.add(process);
        return process;
    }
}
