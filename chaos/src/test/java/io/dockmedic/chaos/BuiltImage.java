package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What {@code deploy/image/build} makes on an engine, without a network, of the program as it was built. */
final class BuiltImage {
    private BuiltImage() {}

    /** @param folder for what it says */
    static void of(Engine engine, String tag, Path folder) throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder build = new ProcessBuilder("../deploy/image/build", "--as-built", "--offline", "--tag", tag)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        build.environment().put("DOCKER_HOST", engine.dockerHost());
        Process process = build.start();
        assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).containsPattern(tag + ": \\d+ MB");
    }
}
