package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.event.KernelEvent.TaskHung;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Victim;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task that waits in the kernel: {@code INFO: task postgres:1234 blocked for more than 120 seconds.}, from Linux 7.1 also
 * {@code blocked in I/O wait for more than}. The name may have any character, colons too.
 */
record HungFault(String process, int pid, int seconds) implements Fault {
    private static final Pattern TASK = Pattern.compile(
            "INFO: task (.{0,64}):(\\d{1,9}) blocked(?: in I/O wait)? for more than (\\d{1,9}) seconds\\.");

    static Optional<HungFault> read(String text) {
        Matcher task = TASK.matcher(text);
        return task.matches()
                ? Optional.of(new HungFault(
                        task.group(1), Integer.parseInt(task.group(2)), Integer.parseInt(task.group(3))))
                : Optional.empty();
    }

    @Override
    public Finding found(Whereabouts where, Happened when) {
        Victim victim = where.victim(process, pid, "");
        return new Finding(
                new Finding.Key(TaskHung.KIND, victim.subject(), "", when.host()),
                count -> new TaskHung(when.at(), when.host(), Origin.DOCKMEDIC, victim, seconds, count));
    }
}
