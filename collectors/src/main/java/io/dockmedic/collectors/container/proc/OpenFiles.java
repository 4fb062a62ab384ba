package io.dockmedic.collectors.container.proc;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Processes.Descriptors;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of one container have open, and how much that may be: {@code /proc/PID/fd} and
 * {@code /proc/PID/limits} (proc(5)). Since Linux 6.2 the size of the first is their number; before, they are counted
 * one by one.
 *
 * <p>A round costs no more than a credit allows, which each round renews: 256 processes, or 4096 descriptors that have to
 * be counted one by one. The round after goes on where this one ended, so all have their turn; of those without one, what
 * was seen last counts. A process that takes more than a round's credit is paid for by the rounds that follow. For one
 * thread at a time.
 */
public final class OpenFiles {
    private static final int CREDIT = 4096;
    private static final int LOOK = 16;
    /** A limit seldom changes, and reading it costs several times as much as the number. */
    private static final int LIMIT_HOLDS = 2;
    private static final String LIMIT = "Max open files";
    /** Who may open fewer has given that up by itself, as sshd's part that nobody has logged in to yet: it may open none (rlimit 1). */
    private static final int LEAST = 64;

    private final Path proc;
    private final KernelFiles files;
    private final boolean counted;
    private final Map<Integer, Look> looks = new HashMap<>();
    private int credit;
    private int last;

    /** @param age looks since the limit was read */
    private record Look(long open, OptionalLong limit, int age) {
        @Nullable
        Descriptors descriptors() {
            return limit.isPresent() && limit.getAsLong() >= LEAST ? new Descriptors(open, limit.getAsLong()) : null;
        }

        boolean near() {
            Descriptors of = descriptors();
            return of != null && of.near();
        }
    }

    /**
     * @param proc    where the machine's processes are
     * @param counted whether the kernel has counted them, as {@link #counted(Path)} finds out
     */
    public OpenFiles(Path proc, KernelFiles files, boolean counted) {
        this.proc = proc;
        this.files = files;
        this.counted = counted;
    }

    /** Whether the size of {@code /proc/PID/fd} is the number of descriptors; we have some ourselves. */
    public static boolean counted(Path proc) {
        try {
            return Files.size(proc.resolve("self/fd")) > 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** {@code Max open files   1024   1048576   files} in {@code /proc/PID/limits}: the soft limit; empty without one. */
    public static OptionalLong limit(String limits) {
        int line = limits.indexOf(LIMIT);
        return line < 0
                ? OptionalLong.empty()
                : KernelFiles.number(limits.substring(line + LIMIT.length()).stripLeading());
    }

    /** Looks at as many of them as there is credit for. */
    public Processes of(int... processes) {
        int[] sorted = processes.clone();
        Arrays.sort(sorted);
        looks.keySet().retainAll(Arrays.stream(sorted).boxed().collect(Collectors.toSet()));
        credit = Math.min(CREDIT, credit + CREDIT);
        int first = Math.abs(Arrays.binarySearch(sorted, last) + 1);
        for (int i = 0; i < sorted.length && credit > 0; i++) {
            look(sorted[(first + i) % sorted.length]);
        }
        Descriptors nearest = looks.values()
                .stream()
                .map(Look::descriptors)
                .filter(of -> of != null)
                .max(Comparator.comparingDouble(Descriptors::used))
                .orElse(null);
        return new Processes(sorted.length, looks.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(looks.values().stream().mapToLong(Look::open).sum()), nearest);
    }

    private void look(int pid) {
        last = pid;
        credit -= LOOK;
        Path process = proc.resolve(Integer.toString(pid));
        try {
            long open = counted ? Files.size(process.resolve("fd")) : count(process.resolve("fd"));
            Look before = looks.get(pid);
            looks.put(pid, before != null && before.age() < LIMIT_HOLDS && !before.near()
                    ? new Look(open, before.limit(), before.age() + 1)
                    : new Look(open, limit(files.text(process.resolve("limits"))), 0));
        } catch (IOException | DirectoryIteratorException goneOrNotOurs) {
            looks.remove(pid);
        }
    }

    private long count(Path folder) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path _ : all) {
                count++;
            }
        } finally {
            credit -= (int) Math.min(Integer.MAX_VALUE / 2, count);
        }
        return count;
    }
}
