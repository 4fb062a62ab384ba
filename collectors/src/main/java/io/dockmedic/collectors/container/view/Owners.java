package io.dockmedic.collectors.container.view;

import io.dockmedic.collectors.event.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whose a process is. Reads {@code /proc}. Safe for use by several threads. */
public final class Owners {
    /** Whoever named the group, a container's full id is in it: {@code docker-ID.scope}, {@code /docker/ID}. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    /** The kernel's log and the engine do not tell the time alike. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final Containers containers;
    private final Path root;

    /** @param root of the machine's files, {@code /} as a rule */
    public Owners(Containers containers, Path root) {
        this.containers = containers;
        this.root = root;
    }

    /**
     * The container of a control group, or of the lines of {@code /proc/PID/cgroup}. A container may have another
     * engine in it, whose containers we do not know: the innermost that we do.
     */
    public Optional<Container> ofGroup(String group) {
        List<String> ids = ID.matcher(group).results().map(MatchResult::group).toList();
        return ids.reversed()
                .stream()
                .flatMap(id -> containers.find(id).stream())
                .map(Sighting::container)
                .findFirst();
    }

    /** The container of a process, by its number on the host; empty when it is in none, is gone, or cannot be seen. */
    public Optional<Container> ofProcess(int pid) {
        return ofGroup(read(pid, "cgroup"));
    }

    /**
     * Whether the container's run, as far as it was looked at, had begun then. A number that a process had is given to
     * others later, and what happened before a start is over for the run that began with it.
     */
    public boolean ranAt(Container container, Instant moment) {
        return containers.find(container.id())
                .map(sighting -> sighting.state().startedAt())
                .filter(started -> started.minus(CLOCKS).isAfter(moment))
                .isEmpty();
    }

    /** Whether that is the container's main process, in the run that was last looked at. */
    public boolean isMain(Container container, int pid) {
        return containers.find(container.id())
                .filter(sighting -> sighting.ran() && sighting.state().pid() == pid)
                .isPresent();
    }

    /** What the process calls itself, at most 15 characters; empty when it is gone, or cannot be seen. */
    public String name(int pid) {
        return read(pid, "comm").strip();
    }

    /** A file of the process; empty when it is gone, or cannot be seen. */
    public String read(int pid, String file) {
        try {
            return Files.readString(root.resolve("proc").resolve(Integer.toString(pid)).resolve(file));
        } catch (IOException gone) {
            return "";
        }
    }
}
