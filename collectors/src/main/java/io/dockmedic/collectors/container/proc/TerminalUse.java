package io.dockmedic.collectors.container.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How a process in a container uses its terminal, by proc(5): since when it runs ({@code stat}), when something was typed or shown
 * there last (the times of the terminal behind {@code fd/0}, by which {@code w} tells who is idle), and whether it is a shell with
 * nothing running in it. As root of the engine's machine only.
 *
 * @param open   since when it runs, by a clock that nobody sets
 * @param unused since when nothing was typed or shown, to some 8 s, and no longer than it runs
 * @param idle   it is a shell, it is what its terminal listens to, and nothing that it began runs
 */
public record TerminalUse(Duration open, Duration unused, boolean idle) {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh", "fish", "ksh", "busybox");
    /** {@code USER_HZ}, which is so on all that Docker runs on. */
    private static final int TICKS = 100;
    private static final int GROUP = 2;
    private static final int FOREGROUND = 5;
    private static final int START = 19;

    /**
     * Of a process as the engine counts it; empty where it cannot be seen, or is not that container's here.
     *
     * @param proc      where processes are
     * @param container its full id, by which its control group is called
     * @param wall      what the clock on the wall shows
     */
    public static Optional<TerminalUse> of(Path proc, int pid, String container, Instant wall) {
        Path process = proc.resolve(Integer.toString(pid));
        try {
            Path terminal = process.resolve("fd/0");
            if (pid <= 0 || !Files.readString(process.resolve("cgroup")).contains(container)
                    || !Files.readSymbolicLink(terminal).toString().startsWith("/dev/pts/")) {
                return Optional.empty();
            }
            String stat = Files.readString(process.resolve("stat"));
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String up = Files.readString(proc.resolve("uptime"));
            Duration open = Duration.ofMillis((long) (Double.parseDouble(up.substring(0, up.indexOf(' '))) * 1000)
                    - Long.parseLong(fields[START]) * 1000 / TICKS);
            BasicFileAttributes used = Files.readAttributes(terminal, BasicFileAttributes.class);
            Instant last = Instant.ofEpochMilli(
                    Math.max(used.lastAccessTime().toMillis(), used.lastModifiedTime().toMillis()));
            Duration unused = Duration.between(last, wall);
            boolean idle = SHELLS.contains(name) && fields[GROUP].equals(fields[FOREGROUND])
                    && Files.readString(process.resolve("task/" + pid + "/children")).isBlank();
            return Optional.of(new TerminalUse(open, unused.compareTo(open) < 0 ? unused : open, idle));
        } catch (IOException | RuntimeException notToBeSeen) {
            return Optional.empty();
        }
    }
}
