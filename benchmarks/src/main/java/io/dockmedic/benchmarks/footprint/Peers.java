package io.dockmedic.benchmarks.footprint;

import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Dockmedic is put beside. */
final class Peers {
    private Peers() {}

    /** A bare JVM: same JDK, same flags as the launcher's. */
    static Process bareJvm() throws IOException {
        List<String> line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        line.addAll(flags());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), BareJvm.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        return quietly(builder);
    }

    /** docker-autoheal's method: a shell that asks for unhealthy containers every five seconds. */
    static Process poll(Path engine) throws IOException {
        return quietly(new ProcessBuilder("sh", "-c",
                """
                        while :; do
                          curl -fs --unix-socket '%s' 'http://localhost/containers/json?filters=%%7B%%22health%%22%%3A%%5B%%22unhealthy%%22%%5D%%7D'
                          sleep 5
                        done"""
                        .formatted(engine)));
    }

    /** The launcher's own flags, asked of it. */
    static List<String> flags() throws IOException {
        Path deploy = ShippedProgram.checkout().resolve("deploy");
        Process asked = new ProcessBuilder("bash", "-c", ". '%s/jvm.sh'; printf '%%s\\n' \"${jvm_flags[@]}\""
                .formatted(deploy)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private static Process quietly(ProcessBuilder builder) throws IOException {
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }
}
