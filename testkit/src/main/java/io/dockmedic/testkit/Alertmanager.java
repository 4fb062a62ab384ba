package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The distribution's Alertmanager, with a configuration and a data directory of its own, on loopback, of no cluster. */
public final class Alertmanager implements AutoCloseable {
    private static final int END_SECONDS = 20;

    private final int port;
    private final Process process;

    /** Starts it and returns at once. */
    public Alertmanager(Path home, String configuration) {
        this(home, configuration, freePort(), "");
    }

    /**
     * Starts it and returns at once.
     *
     * @param port where it listens
     * @param web  what it lets in and how it shows itself: the content of {@code --web.config.file}; empty for anybody, without TLS
     */
    public Alertmanager(Path home, String configuration, int port, String web) {
        this.port = port;
        try {
            Path file = Files.writeString(Files.createDirectories(home).resolve("alertmanager.yml"), configuration);
            List<String> command = new ArrayList<>(List.of("prometheus-alertmanager", "--config.file=" + file,
                    "--storage.path=" + home.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                    "--cluster.listen-address="));
            if (!web.isEmpty()) {
                command.add("--web.config.file=" + Files.writeString(home.resolve("web.yml"), web));
            }
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("alertmanager.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("tests need Alertmanager: apt-get install -y --no-install-recommends"
                    + " prometheus-alertmanager", e);
        }
    }

    /** A port of loopback that nobody listens at now. */
    public static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Prometheus finds it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
