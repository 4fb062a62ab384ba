package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Podman's service with storage of its own, driven by the {@code docker} command line as Docker is. Needs root. Health
 * checks work only where systemd runs. {@link #close} leaves nothing behind. Not safe for use by several threads, but for {@link #docker}.
 */
public final class PodmanEngine implements Engine {
    private static final int TRIES = 200;

    /** Files instead of what needs systemd or is shared with the host's Podman; limits a container can be given anywhere. */
    private static final String CONFIGURATION = """
            [engine]
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            lock_type = "file"
            runtime = "runc"
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
            """;

    /** Of all Podman's containers; one of its own cannot be set. What is in use of it cannot be removed by accident. */
    private static final String CGROUP = "libpod_parent";

    private final Path directory;
    private final Leftovers leftovers;
    private final Path podman = Programs.podman();
    private Process process;

    /** Starts it and waits until it answers. */
    public PodmanEngine() {
        try {
            directory = Files.createTempDirectory(Path.of("/tmp"), "dmpod");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        leftovers = new Leftovers(directory, CGROUP);
        Programs.write(directory.resolve("containers.conf"), CONFIGURATION);
        process = start();
        awaitAnswer();
    }

    @Override
    public Path socket() {
        return directory.resolve("docker.sock");
    }

    @Override
    public Finished docker(String... arguments) {
        List<String> call = new ArrayList<>(List.of(Programs.docker().toString()));
        call.addAll(List.of(arguments));
        return Command.run(
                Map.of("DOCKER_HOST", dockerHost(), "DOCKER_CONFIG", directory.resolve("cli").toString()), call);
    }

    /** Compose of a current Docker, as a person would use it with Podman. */
    public Finished compose(String... arguments) {
        List<String> call = new ArrayList<>(List.of(Edition.CURRENT.docker().toString(), "compose"));
        call.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(Edition.CURRENT.environment(directory.resolve("compose")));
        environment.put("DOCKER_HOST", dockerHost());
        return Command.run(environment, call);
    }

    /** Ends the service; what it started runs on, as that needs none. */
    public void terminate() {
        process.destroy();
        try {
            process.waitFor();
            Files.deleteIfExists(socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Starts the service again, with all that it had, and waits until it answers. */
    public void startAgain() {
        process = start();
        awaitAnswer();
    }

    @Override
    public void close() {
        List<String> all = docker("ps", "--all", "--quiet").text().lines().toList();
        if (!all.isEmpty()) {
            List<String> call = new ArrayList<>(List.of("rm", "--force"));
            call.addAll(all);
            docker(call.toArray(String[]::new));
        }
        process.destroy();
        leftovers.remove();
    }

    private Process start() {
        List<String> line = List.of(
                "setsid",
                podman.toString(),
                "--root=" + directory.resolve("data"),
                "--runroot=" + directory.resolve("run"),
                "--tmpdir=" + directory.resolve("tmp"),
                "--network-config-dir=" + directory.resolve("net"),
                "system",
                "service",
                "--time=0",
                dockerHost());
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("CONTAINERS_CONF", directory.resolve("containers.conf").toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        try {
            for (int i = 0; i < TRIES; i++) {
                if (docker("version").exitCode() == 0) {
                    return;
                }
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            String said = Files.readString(directory.resolve("log"));
            leftovers.remove();
            throw new IllegalStateException("Podman did not start: " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
