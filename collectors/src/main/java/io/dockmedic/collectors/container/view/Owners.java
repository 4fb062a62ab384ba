package io.dockmedic.collectors.container.view;

import io.dockmedic.collectors.event.Container;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    private static final int MOST = 256 << 10;

    /**
     * Whoever named the group, a container's full id is in it: {@code docker-ID.scope}, {@code /docker/ID}. Who watches over it
     * from outside has a group of its own, {@code libpod-conmon-ID.scope}, and is not in it.
     */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])(?<!conmon-)[0-9a-f]{64}(?![0-9a-f])");

    /** The kernel's log and the engine do not tell the time alike. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    /** Of a process of which it is not known when it began. */
    public static final long UNKNOWN = -1;
    /** Of {@code /proc/PID/stat}, counted from behind the name: its 22nd. */
    private static final int STARTED = 19;
    /** The kernel shows hundredths of a second there, whatever it counts itself (USER_HZ). */
    private static final long MILLIS_IN_A_TICK = 10;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Pattern BOOT = Pattern.compile("btime \\d{1,12}");

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

    /**
     * When the process began that has the number now, in the kernel's ticks since the machine's start: by that it is told from
     * others that are given its number later. {@link #UNKNOWN} when it is gone, or cannot be seen.
     */
    public long began(int pid) {
        String stat = read(pid, "stat");
        // A process chooses its name, which may have brackets and blanks in it: what follows the last one is the kernel's.
        String[] rest = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return rest.length > STARTED && DIGITS.matcher(rest[STARTED]).matches()
                ? Long.parseLong(rest[STARTED])
                : UNKNOWN;
    }

    /** The same on the clock on the wall; empty where it is not known. */
    public Optional<Instant> beganAt(int pid) {
        long ticks = began(pid);
        return ticks == UNKNOWN
                ? Optional.empty()
                : machineStarted().map(start -> start.plusMillis(ticks * MILLIS_IN_A_TICK));
    }

    /** {@code btime} of {@code /proc/stat}, in whole seconds. */
    private Optional<Instant> machineStarted() {
        try {
            return Files.readAllLines(root.resolve("proc/stat"))
                    .stream()
                    .filter(line -> BOOT.matcher(line).matches())
                    .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(line.indexOf(' ') + 1))))
                    .findFirst();
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }

    /**
     * Whether it had begun by then, as nearly as the clocks tell. A number that a process had is given to others later.
     *
     * @param began of a process
     */
    public static boolean hadBegun(Instant began, Instant moment) {
        return !began.minus(CLOCKS).isAfter(moment);
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

    /**
     * Whether the container's run of that moment is over, as far as it was looked at: it does not run, or has begun anew since. The clocks
     * are believed; who asks has seen a process of that run end.
     */
    public boolean over(Container container, Instant moment) {
        return containers.find(container.id())
                .filter(Sighting::ran)
                .filter(sighting -> Optional.ofNullable(sighting.state().startedAt())
                        .filter(started -> started.isAfter(moment))
                        .isEmpty())
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

    /** A file of the process, its first 256 KiB; empty when it is gone, or cannot be seen. */
    public String read(int pid, String file) {
        try {
            Path path = root.resolve("proc").resolve(Integer.toString(pid)).resolve(file);
            // Of sockets a process may have very many; those that listen come first.
            try (InputStream in = Files.newInputStream(path)) {
                return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
            }
        } catch (IOException gone) {
            return "";
        }
    }
}
