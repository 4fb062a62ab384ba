package io.dockmedic.collectors.host.kernel;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which containers the kernel says it killed a process of, for their own limit of memory or that of a group around them. The
 * engine may not: it listens for that only once the first process runs, and containerd may lose what happens right before an
 * end. Safe for use by several threads.
 */
public final class LimitKills implements LineListener {
    /** The kernel says so since 5.0; it leaves it out when there are many at once. */
    private static final Pattern CHOSEN = Pattern.compile(
            "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=.*,task_memcg=(/.*),task=(.{0,64}),pid=(\\d{1,9}),uid=\\d+");

    /** And before 5.0. */
    private static final Pattern OLDER = Pattern.compile("Task in (/\\S*) killed as a result of limit of /\\S*");

    /** The line after it, of either. */
    private static final Pattern KILLED = Pattern
            .compile("(?:Memory cgroup out of memory: )?Killed process (\\d{1,9}) \\((.{0,64})\\),? "
                    + "total-vm:\\d+kB, anon-rss:(\\d{1,15})kB, file-rss:(\\d{1,15})kB(?:, shmem-rss:(\\d{1,15})kB)?.*");
    private static final long KB = 1024;

    /** Whoever named the group, a container's full id is in it. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private static final int MOST = 256;

    private final LineListener others;
    private final SequencedMap<String, LimitKill> last = new LinkedHashMap<>();
    /** Of which containers a process was chosen, and not said to be killed yet. */
    private List<String> chosenOf = List.of();

    /** @param others is shown the lines that tell of something else */
    public LimitKills(LineListener others) {
        this.others = others;
    }

    @Override
    public boolean took(String text, Instant at) {
        Matcher chosen = CHOSEN.matcher(text);
        Matcher older = OLDER.matcher(text);
        if (chosen.matches()) {
            killedIn(chosen.group(1), new LimitKill(at, chosen.group(2), Integer.parseInt(chosen.group(3)), 0));
        } else if (older.matches()) {
            killedIn(older.group(1), new LimitKill(at, "", 0, 0));
        } else {
            killed(KILLED.matcher(text));
            return others.took(text, at);
        }
        return true;
    }

    /** When the kernel last killed one of the container's processes for that, and which; empty when it did not, or long ago. */
    public synchronized Optional<LimitKill> last(String containerId) {
        return Optional.ofNullable(last.get(containerId));
    }

    /** A container may have another engine in it: its own containers' groups are in its. */
    private synchronized void killedIn(String group, LimitKill kill) {
        chosenOf = ID.matcher(group).results().map(MatchResult::group).toList();
        chosenOf.forEach(id -> {
            last.remove(id);
            last.put(id, kill);
        });
        while (last.size() > MOST) {
            last.pollFirstEntry();
        }
    }

    private synchronized void killed(Matcher line) {
        if (chosenOf.isEmpty() || !line.matches()) {
            return;
        }
        int pid = Integer.parseInt(line.group(1));
        long bytes = bytes(line.group(3)) + bytes(line.group(4)) + bytes(line.group(5));
        // Older kernels name it here only.
        chosenOf.forEach(id -> last.computeIfPresent(id, (same, kill) -> kill.pid() == pid || kill.pid() == 0
                ? kill.of(line.group(2), pid, bytes)
                : kill));
        chosenOf = List.of();
    }

    private static long bytes(@Nullable String kilobytes) {
        return kilobytes == null ? 0 : Long.parseLong(kilobytes) * KB;
    }
}
