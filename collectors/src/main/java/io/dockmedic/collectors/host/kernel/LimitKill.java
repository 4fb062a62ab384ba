package io.dockmedic.collectors.host.kernel;

import java.time.Instant;

/**
 * That the kernel killed a process of a container for a limit of memory, of the container's own or of a group around it.
 *
 * @param at      in our own time
 * @param process its name, at most 15 characters that it chose itself; empty where the kernel does not say
 * @param pid     on the host; 0 where the kernel does not say
 * @param bytes   of memory that it held; 0 where the kernel does not say
 */
public record LimitKill(Instant at, String process, int pid, long bytes) {
    LimitKill of(String name, int number, long held) {
        return new LimitKill(at, name, number, held);
    }
}
