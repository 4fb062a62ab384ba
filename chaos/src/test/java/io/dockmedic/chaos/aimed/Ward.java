package io.dockmedic.chaos.aimed;

import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Containers that write down what is done to them, one for each remedy. What happened is read from there and from the engine. */
final class Ward {
    /** For {@link #admit}: it fills its log when it is new, and never again. */
    static final String SAYS_MUCH = "--env=SAYS=1500000";
    /** For {@link #admit}: it has ended by itself, well, and runs on when it is started again. */
    static final String ENDED = "--env=ENDS=yes";
    /** For {@link #admit}: somebody holds it up. */
    static final String PAUSED = "--label=ward=paused";

    private static final String WRITES = "test -e /ctl/said || head -c ${SAYS:-0} /dev/zero | tr '\\0' x | fold -w 1000;"
            + " touch /ctl/said; echo start >> /ctl/starts;"
            + " test -z \"$ENDS\" || test -e /ctl/ended || { touch /ctl/ended; exit 0; }; trap 'echo hup >> /ctl/hups' HUP;"
            + " trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    /** A stack has one more container, which writes into the same files. */
    private static final String PEER = "-peer";

    private final PrivateEngine engine;
    private final Path home;

    Ward(PrivateEngine engine, Path home) throws IOException {
        this.engine = engine;
        this.home = home;
        Files.createDirectories(folder(home));
        Files.createDirectories(backups(home));
    }

    /** Where each container has a folder of its name. */
    static Path folder(Path home) {
        return home.resolve("ward");
    }

    /** Where backups go. */
    static Path backups(Path home) {
        return home.resolve("backups");
    }

    /**
     * A container as it is.
     *
     * @param starts  how often its main process began, also as another container of that name, and that of the other one of its stack
     * @param hups    how often it was sent SIGHUP
     * @param runs    how often a command was run in it, or for it on the host
     * @param memory  its limit, in bytes
     * @param pauses  how often it was paused since it was asked for
     * @param beside  how many containers were started for a command since then
     * @param backups how many there are of it
     * @param updates how often its policy or limits were set since then
     * @param log     bytes of its log
     */
    record Seen(boolean running, boolean paused, int starts, int hups, int runs, long memory, int pauses, int beside,
            int backups, int updates, long log) {}

    /** @param options more of {@code docker run} */
    void admit(String name, boolean stack, List<String> options) {
        try {
            Path own = Files.createDirectories(folder(home).resolve(name));
            admit(name, own, stack ? of(name, "web") : options);
            if (stack) {
                admit(name + PEER, own, of(name, "peer"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void admit(String name, Path own, List<String> labels) {
        engine.run(name, Stream.concat(labels.stream(),
                Stream.of("--label=dockmedic.heal=true", "--memory=64m", "--volume=" + own + ":/ctl")).toList(), "sh",
                "-c", WRITES);
        if (labels.contains(ENDED)) {
            engine.docker("wait", name).orFail();
        } else if (labels.contains(PAUSED)) {
            engine.docker("pause", name).orFail();
        }
    }

    /** Another course may have restarted the engine meanwhile, which leaves nothing paused. */
    void asAdmitted(String name, List<String> labels) {
        if (labels.contains(PAUSED)
                && engine.docker("inspect", "-f", "{{.State.Paused}}", name).orFail().text().equals("false")) {
            engine.docker("pause", name).orFail();
        }
    }

    private static List<String> of(String project, String service) {
        return List.of("--label=com.docker.compose.project=" + project, "--label=com.docker.compose.service=" + service,
                "--label=com.docker.compose.container-number=1");
    }

    void discharge(String name) {
        engine.docker("rm", "--force", name);
        engine.docker("rm", "--force", name + PEER);
    }

    /** @param since pauses and commands are counted */
    Seen look(String name, String since) {
        String[] said = engine
                .docker("inspect", "-f", "{{.State.Running}} {{.State.Paused}} {{.HostConfig.Memory}} {{.LogPath}}",
                        name)
                .orFail()
                .text()
                .split(" ", -1);
        return new Seen(Boolean.parseBoolean(said[0]), Boolean.parseBoolean(said[1]), lines(name, "starts"),
                lines(name, "hups"), lines(name, "runs"), Long.parseLong(said[2]),
                told(since, "container=" + name, "event=pause"),
                told(since, "label=io.dockmedic.run", "event=start"), backups(name),
                told(since, "container=" + name, "event=update"), size(Path.of(said[3])));
    }

    private int told(String since, String of, String what) {
        return (int) engine
                .docker("events", "--since", since, "--until", "0s", "--filter", of, "--filter", what, "--format",
                        "{{.Action}}")
                .orFail()
                .text()
                .lines()
                .count();
    }

    /** The names of all containers there are, but for those of stacks that are not asked for. */
    List<String> names() {
        return engine.docker("ps", "--all", "--format", "{{.Names}}")
                .orFail()
                .text()
                .lines()
                .filter(name -> !name.endsWith(PEER))
                .sorted()
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int backups(String name) {
        return files(backups(home).resolve(name), ".sha256").size();
    }

    /** Backups that were begun and are no more gone on with. */
    List<Path> parts() {
        return files(backups(home), ".part");
    }

    private static List<Path> files(Path below, String end) {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int lines(String name, String file) {
        try {
            Path path = folder(home).resolve(name).resolve(file);
            return Files.exists(path) ? Files.readAllLines(path).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
