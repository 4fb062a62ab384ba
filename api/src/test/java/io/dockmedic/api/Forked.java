package io.dockmedic.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code dockmedic serve} as a process of its own, from the classes under test, so that it can be killed. */
final class Forked implements AutoCloseable {
    private final Path home;
    private final List<String> options;
    private Optional<Process> process = Optional.empty();
    private int starts;

    /**
     * Starts nothing yet.
     *
     * @param home    holds {@code dockmedic.yml}
     * @param options of the JVM
     */
    Forked(Path home, String... options) {
        this.home = home;
        this.options = List.of(options);
    }

    /** Starts it and waits until it serves. */
    void start() {
        Path log = home.resolve("log" + ++starts);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.dockmedic.api.Main", "serve",
                "--config", home.resolve("dockmedic.yml").toString()));
        try {
            process = Optional.of(new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.readString(log).contains("Serving HTTP"));
    }

    long pid() {
        return process.orElseThrow().pid();
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        process.ifPresent(running -> {
            try {
                running.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
        process = Optional.empty();
    }

    @Override
    public void close() {
        kill();
    }
}
