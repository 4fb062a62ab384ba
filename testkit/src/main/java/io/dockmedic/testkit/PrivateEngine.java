package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real Docker engine of one's own: its own directory, socket, containerd and cgroup, nothing shared with another
 * engine on the host. Needs root. {@link #close} leaves no process, mount, cgroup or file behind; so does the end of
 * the JVM. Nor, where it still runs, a network's link. Not safe for use by several threads, but for {@link #docker}.
 */
public final class PrivateEngine implements Engine {
    private static final int MOST_LOOKS = 400;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(40);

    private Edition edition;
    private final Path directory;
    private Path cli;
    private Map<String, String> environment;
    private List<String> line;
    private final Leftovers leftovers;
    private final Thread atExit = new Thread(this::clear, "private-engine-exit");
    private final AtomicBoolean cleared = new AtomicBoolean();
    private Process process;

    /**
     * Starts one and waits until it answers: no bridge, no iptables rules, so that it can live beside another engine;
     * run its containers with {@code --network none}.
     *
     * @param flags more flags for {@code dockerd}, {@code --live-restore} for instance
     */
    public PrivateEngine(String... flags) {
        this(Edition.INSTALLED, flags);
    }

    /** Starts one made of that edition's programs, otherwise as {@link #PrivateEngine(String...)}. */
    public PrivateEngine(Edition edition, String... flags) {
        this.edition = edition;
        Path dockerd = edition.dockerd();
        cli = edition.docker();
        directory = shortDirectory();
        environment = edition.environment(directory.resolve("cli"));
        String cgroup = "dockmedic-" + directory.getFileName();
        leftovers = new Leftovers(directory, cgroup);
        line = commandLine(dockerd, cgroup, List.of(flags));
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            process = start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public Path socket() {
        return directory.resolve("docker.sock");
    }

    /** Of whose programs it is made. */
    public Edition edition() {
        return edition;
    }

    /** Where it keeps containers and images. */
    public Path dataRoot() {
        return directory.resolve("data");
    }

    /** Its process id, of the run that lasts or of the last one. */
    public long pid() {
        return process.pid();
    }

    @Override
    public Finished docker(String... arguments) {
        List<String> call = new ArrayList<>(List.of(cli.toString()));
        call.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(environment);
        all.put("DOCKER_HOST", dockerHost());
        return Command.run(all, call);
    }

    /** SIGTERM, as the host's service manager does, and waits for the end. Containers end with it. */
    public void terminate() {
        process.destroy();
        awaitEnd();
    }

    /** SIGKILL to the engine alone; its containers live on. */
    public void killHard() {
        process.destroyForcibly();
        awaitEnd();
        forgetContainerd();
    }

    /** Starts it again after its end, with the same flags and data, and waits until it answers. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("the engine still runs");
        }
        process = start();
    }

    /** As {@link #startAgain}, with the programs of another edition: an upgrade, say. */
    public void startAgainAs(Edition other) {
        edition = other;
        cli = other.docker();
        environment = other.environment(directory.resolve("cli"));
        List<String> words = new ArrayList<>(line);
        words.set(1, other.dockerd().toString());
        line = List.copyOf(words);
        startAgain();
    }

    /** SIGSTOP: the socket still accepts, nothing answers. Containers live on. */
    public void freeze() {
        signal("STOP");
        // The signal is sent, not yet obeyed: on another processor a thread may go on for a moment.
        for (int looks = 0; looks < MOST_LOOKS && !stopped(); looks++) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Whether all threads of it stand still, by proc(5). */
    private boolean stopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The JVM is on its way down and has called us already.
        }
    }

    /** What is still there of it on the host; empty after {@link #close}. */
    public List<String> leftBehind() {
        List<String> found = new ArrayList<>();
        leftovers.processes().forEach(left -> found.add("process " + left.pid()));
        leftovers.mounts().forEach(left -> found.add("mount " + left));
        leftovers.cgroups().forEach(left -> found.add("cgroup " + left));
        if (Files.exists(directory)) {
            found.add("directory " + directory);
        }
        return found;
    }

    private void clear() {
        if (!cleared.compareAndSet(false, true)) {
            return;
        }
        try {
            if (process != null && process.isAlive()) {
                thaw();
                List<String> all = docker("ps", "--all", "--quiet").text().lines().toList();
                if (!all.isEmpty()) {
                    List<String> call = new ArrayList<>(List.of("rm", "--force", "--volumes"));
                    call.addAll(all);
                    docker(call.toArray(String[]::new));
                }
                // The host keeps a bridge of each that is still there.
                docker("network", "prune", "--force");
                terminate();
            }
        } finally {
            leftovers.remove();
        }
    }

    private Process start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().putAll(environment);
            Process started = builder.start();
            long end = System.nanoTime() + START.toNanos();
            while (docker("version").exitCode() != 0) {
                boolean ended = started.waitFor(50, TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() > end) {
                    started.destroyForcibly();
                    throw new IllegalStateException("the engine did not start: " + lastLogLines());
                }
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                forgetContainerd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Its containerd died with it; where nothing reaps it, the next engine would take the zombie for a live one. */
    private void forgetContainerd() {
        try {
            Files.deleteIfExists(directory.resolve("exec/containerd/containerd.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        Command.run(Map.of(), List.of("kill", "-" + name, Long.toString(process.pid()))).orFail();
    }

    private List<String> commandLine(Path dockerd, String cgroup, List<String> flags) {
        // A session of its own: a Ctrl-C meant for the tests must not reach it before we clear up.
        List<String> words = new ArrayList<>(List.of(
                "setsid",
                dockerd.toString(),
                "--config-file=" + directory.resolve("daemon.json"),
                "--data-root=" + dataRoot(),
                "--exec-root=" + directory.resolve("exec"),
                "--pidfile=" + directory.resolve("pid"),
                "--host=" + dockerHost(),
                "--exec-opt=native.cgroupdriver=cgroupfs",
                "--cgroup-parent=/" + cgroup,
                "--bridge=none",
                "--iptables=false"));
        words.addAll(flags);
        return List.copyOf(words);
    }

    private Path log() {
        return directory.resolve("log");
    }

    private String lastLogLines() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static Path shortDirectory() {
        try {
            // Socket paths end at 107 bytes, and the engine's containerd puts its own deep below.
            Path made = Files.createTempDirectory(Path.of("/tmp"), "dm");
            Files.writeString(made.resolve("daemon.json"), "{}");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
