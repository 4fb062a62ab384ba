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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code dockmedic serve} as a process of its own, from the classes under test, so that it can be killed. */
final class Forked implements AutoCloseable {
    private static final Pattern SERVED = Pattern.compile("Serving HTTP .*address=127\\.0\\.0\\.1:(\\d+)");

    private final Path home;
    private final List<String> options;
    private List<String> view = List.of();
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

    /** @param command that it is run by from now on, as its last arguments, in the same process */
    Forked within(List<String> command) {
        view = List.copyOf(command);
        return this;
    }

    /** Starts it and waits until it serves. */
    void start() {
        Path log = home.resolve("log" + ++starts);
        List<String> command = new ArrayList<>(view);
        command.addAll(List.of(
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

    /** Where it serves HTTP. */
    int port() {
        try {
            Matcher served = SERVED.matcher(Files.readString(home.resolve("log" + starts)));
            if (!served.find()) {
                throw new IllegalStateException("it does not say where it serves");
            }
            return Integer.parseInt(served.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
