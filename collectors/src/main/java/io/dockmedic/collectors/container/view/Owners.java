package io.dockmedic.collectors.container.view;

import io.dockmedic.collectors.event.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whose a process is. Reads {@code /proc}. Safe for use by several threads. */
public final class Owners {
    /** Whoever named the group, a container's full id is in it: {@code docker-ID.scope}, {@code /docker/ID}. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

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
