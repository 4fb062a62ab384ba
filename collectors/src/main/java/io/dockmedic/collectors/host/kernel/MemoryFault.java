package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.event.KernelEvent.OutOfMemory;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Victim;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machine's memory ran out and a process was killed.
 *
 * @param group       the victim's control group; empty where the kernel does not say
 * @param memoryBytes that it held
 */
record MemoryFault(String process, int pid, String group, long memoryBytes) implements Fault {
    @Override
    public Finding found(Whereabouts where, Happened when) {
        Victim victim = where.victim(process, pid, group);
        return new Finding(
                new Finding.Key(OutOfMemory.KIND, victim.subject(), "", when.host()),
                count -> new OutOfMemory(when.at(), when.host(), Origin.DOCKMEDIC, victim, memoryBytes, count));
    }

    /**
     * Two lines make one: the first has the victim's group, and the kernel leaves it out when there are many; the second says
     * that it was killed. One whose second line begins with {@code Memory cgroup} was killed for a container's own limit,
     * or that of a group around it: its readings count that. For one thread.
     */
    static final class Pairing implements Fault.Reader {
        private static final Pattern CHOSEN = Pattern.compile(
                "oom-kill:constraint=CONSTRAINT_[A-Z_]+,nodemask=.*,task_memcg=(/.*),task=.{0,64},pid=(\\d{1,9}),"
                        + "uid=\\d+");
        private static final Pattern KILLED = Pattern.compile(
                "Out of memory(?: \\(oom_kill_allocating_task\\))?: Killed process (\\d{1,9}) \\((.{0,64})\\) "
                        + "total-vm:\\d+kB, anon-rss:(\\d{1,15})kB, file-rss:(\\d{1,15})kB"
                        + "(?:, shmem-rss:(\\d{1,15})kB)?.*");
        private static final long KB = 1024;

        private @Nullable Chosen chosen;

        private record Chosen(int pid, String group) {}

        @Override
        public Optional<MemoryFault> read(String text) {
            Matcher first = CHOSEN.matcher(text);
            if (first.matches()) {
                chosen = new Chosen(Integer.parseInt(first.group(2)), first.group(1));
                return Optional.empty();
            }
            Matcher second = KILLED.matcher(text);
            if (!second.matches()) {
                return Optional.empty();
            }
            int pid = Integer.parseInt(second.group(1));
            Chosen before = chosen;
            chosen = null;
            return Optional.of(new MemoryFault(second.group(2), pid,
                    before != null && before.pid() == pid ? before.group() : "",
                    bytes(second.group(3)) + bytes(second.group(4)) + bytes(second.group(5))));
        }

        private static long bytes(@Nullable String kilobytes) {
            return kilobytes == null ? 0 : Long.parseLong(kilobytes) * KB;
        }
    }
}
